"""Dataset catalogue, CSV and .pb files, import and export."""
