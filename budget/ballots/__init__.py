"""The booth, intake, mix and box. Rows never leave this folder; queries give arrays."""
