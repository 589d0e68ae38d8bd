"""Screens of 解读回应: interpretations, concerns, activities, proposals, cases of other channels, accounts and posts."""
