#!/bin/bash
# Runs once, on an empty data folder: one database per subgraph, each with an owner that can open no other.
set -euo pipefail

for name in users friends orders chats messages processing; do
  password_variable="${name^^}_DATABASE_PASSWORD"
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --set name="$name" --set password="${!password_variable}" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
