"""The desk for machines: what its pages show, as JSON, CSV and Parquet. It only reads."""
