"""政务服务 and who answers for it: service items and guides, leaders, inner offices, windows, complaint lines."""
