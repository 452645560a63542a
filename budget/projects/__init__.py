"""Submission, assessment, refusal, merge, commitments, ballot listing."""
