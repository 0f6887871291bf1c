-- Times are milliseconds since 1970 in UTC; lists and limits are JSON; what is secret is a keyed hash or encrypted under the master key.
CREATE TABLE tenants (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    limits TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
INSERT INTO tenants (id, name, limits, created_by, created_at, updated_by, updated_at) VALUES ('default', 'default', '[]', 'sluice', 0, 'sluice', 0);

CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL,
    alias TEXT,
    limits TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX projects_name ON projects (tenant, name);
CREATE UNIQUE INDEX projects_alias ON projects (tenant, alias);

CREATE TABLE apps (
    id TEXT PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL,
    cloud_provider TEXT NOT NULL,
    environment TEXT NOT NULL,
    ai_agent_framework TEXT,
    model_name TEXT,
    status TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX apps_name ON apps (tenant, name);

CREATE TABLE deployment_profiles (
    id TEXT PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL,
    auth_code TEXT NOT NULL,
    status TEXT NOT NULL,
    expires_at BIGINT,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX deployment_profiles_name ON deployment_profiles (tenant, name);

CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    tenant TEXT NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL,
    project TEXT,
    app TEXT,
    profile TEXT,
    permissions BIGINT NOT NULL,
    scope TEXT NOT NULL,
    limits TEXT NOT NULL,
    sources TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    expires_at BIGINT,
    ended_at BIGINT,
    rotation_interval BIGINT,
    rotation_unit TEXT,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
-- A name is free again when its key has expired or is deleted; a revoked key may come back.
CREATE UNIQUE INDEX keys_name ON keys (tenant, name) WHERE status IN ('active', 'revoked');
CREATE INDEX keys_end ON keys (status, expires_at);

CREATE TABLE key_secrets (
    id TEXT PRIMARY KEY,
    key_id TEXT NOT NULL REFERENCES keys (id),
    hash TEXT NOT NULL UNIQUE,
    last8 TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);
CREATE INDEX key_secrets_key ON key_secrets (key_id);

-- Secrets that the gate itself makes and every node needs, such as the pepper.
CREATE TABLE shared_secrets (
    name TEXT PRIMARY KEY,
    protected TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- One row a topic. A write raises its topic's sequence in the same transaction, so that sequences become visible in order.
CREATE TABLE change_feed (
    topic TEXT PRIMARY KEY,
    sequence BIGINT NOT NULL
);
INSERT INTO change_feed (topic, sequence) VALUES ('Keys', 0), ('Owners', 0);
