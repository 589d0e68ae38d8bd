"""依申请公开: requests from receipt to delivery of the reply."""
