//! The only importer of `sea_orm`: everything that reaches the database.
