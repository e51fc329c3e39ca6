# vocabulary
