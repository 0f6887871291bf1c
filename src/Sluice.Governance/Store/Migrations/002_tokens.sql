ALTER TABLE keys ADD COLUMN role TEXT;
ALTER TABLE keys ADD COLUMN workload TEXT;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL, -- the e-mail address
    role TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_name ON users (tenant, name);

CREATE TABLE signing_keys (
    id TEXT PRIMARY KEY,
    protected TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE revoked_tokens (
    jti TEXT PRIMARY KEY,
    until_at BIGINT NOT NULL
);

CREATE TABLE data_protection (
    name TEXT PRIMARY KEY,
    element TEXT NOT NULL
);

CREATE TABLE protected_secrets (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL,
    protected TEXT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, name)
);

INSERT INTO change_feed (topic, sequence) VALUES ('SigningKeys', 0), ('Tokens', 0), ('Secrets', 0);
