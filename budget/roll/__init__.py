"""Voters, credentials, attendance. Rows never leave this folder."""
