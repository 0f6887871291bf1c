using System.Text;
using System.Text.Json;
using Sluice.Governance.Audit;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Identity.Tokens;
using Sluice.Governance.Store;
using Sluice.Governance.Tests.Store;
using Sluice.Testing;

namespace Sluice.Governance.Tests.Acceptance;

/// <summary>A2, A3, A4, A9, Z5, Z6 and Z8 as far as keys in the store go.</summary>
public sealed class KeyAcceptanceTests(Databases databases)
{
    private const string Tenant = "default";

    private static readonly Actor Operator = Actor.Operator("cli:test");

    private static readonly PermissionSet Reading = PermissionSet.Of(new Permission(PermissionCategory.Interactions, PermissionVerb.Read));

    /// <summary>Every table's every value as text, the files of the database, the log and the audit records: no secret, and none of what would give one away.</summary>
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A2_neither_the_database_nor_a_log_holds_a_secret(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync();
        byte[] signing = Encoding.ASCII.GetBytes("canary-signing-key-0123456789abcdef");
        IssuedKey first = await CreateAsync(node, Settings("one"));
        IssuedKey second = (await node.Keys.RotateAsync(Operator, Tenant, first.Key.Id, cancellation: Given.Token)).Value!;
        await node.Keys.UpdateAsync(Operator, Tenant, first.Key.Id, s => s with { Name = "renamed" }, Given.Token);
        await node.Keys.RevokeAsync(Operator, Tenant, first.Key.Id, "leaked", Given.Token);
        await node.Get<ProtectedSecrets>().SetAsync(Operator, Tenant, "webhook", "canary-webhook-secret", Given.Token);
        await node.Get<ISigningKeyShelf>().AddAsync(new StoredSigningKey("kid", DateTimeOffset.UnixEpoch, signing), Given.Token);

        string dump = await DumpAsync(node.Store) + node.Logs.Text + string.Concat(node.Audit.Records.Select(r => JsonSerializer.Serialize(r))) + JsonSerializer.Serialize(await node.Keys.GetAsync(Tenant, first.Key.Id, Given.Token));
        foreach (FileInfo file in site.Directory?.GetFiles() ?? [])
            dump += Encoding.Latin1.GetString(await ReadAllAsync(file));

        foreach (string secret in (string[])[first.Secret, second.Secret, "canary-webhook-secret", site.MasterKey, Encoding.ASCII.GetString(signing), Convert.ToBase64String(signing)])
        {
            Assert.DoesNotContain(secret, dump, StringComparison.Ordinal);
            Assert.DoesNotContain(secret[..^8], dump, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Convert.ToHexStringLower(KeyHasher.DigestOf(first.Secret)), dump, StringComparison.OrdinalIgnoreCase); // What no pepper keeps could be tried at leisure.
        Assert.Contains(first.Secret[^8..], dump, StringComparison.Ordinal); // The dump is one: what may be seen is.
        Assert.Equal("canary-webhook-secret", (await node.Get<ProtectedSecrets>().GetAsync(Tenant, "webhook", Given.Token)).Value);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A3_an_expired_key_stops_at_its_instant_leaves_the_list_and_one_audit_record_names_it(DatabaseKind kind)
    {
        var clock = new ManualClock();
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode one = await site.OpenAsync(clock), two = await site.OpenAsync(clock);
        IssuedKey issued = await CreateAsync(one, Settings("short") with { ExpiresAt = clock.GetUtcNow().AddHours(1) });
        await two.LookAsync();
        Caller inFlight = two.Directory.Find(issued.Secret)!;

        clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        await two.LookAsync();
        Assert.NotNull(two.Directory.Find(issued.Secret));
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(one.Directory.Find(issued.Secret));
        Assert.Null(two.Directory.Find(issued.Secret));
        Assert.Empty((await one.Keys.ListAsync(Tenant, new KeyFilter(), Given.Token)).Value!.Items);
        Assert.False(inFlight.Revoked.IsCancellationRequested);
        await Task.WhenAll(one.LookAsync(), two.LookAsync());
        Assert.True(inFlight.Revoked.IsCancellationRequested);

        AuditRecord record = Assert.Single(one.Audit.Records.Concat(two.Audit.Records), r => string.Equals(r.Event, "key.expire", StringComparison.Ordinal));
        Assert.Equal((issued.Key.Id, "short"), (record.Target, record.TargetName));
        Assert.Equal(KeyStatus.Expired, (await one.Keys.GetAsync(Tenant, issued.Key.Id, Given.Token)).Value!.Status);
        Assert.Equal(ActOutcome.Conflict, (await one.Keys.RestoreAsync(Operator, Tenant, issued.Key.Id, Given.Token)).Outcome);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A4_what_one_node_revokes_the_other_has_revoked_at_its_next_look(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode one = await site.OpenAsync(), two = await site.OpenAsync();
        IssuedKey issued = await CreateAsync(one, Settings("shared"));
        await two.LookAsync();
        Caller inFlight = two.Directory.Find(issued.Secret)!;

        await one.Keys.RevokeAsync(Operator, Tenant, issued.Key.Id, null, Given.Token);
        Assert.Null(one.Directory.Find(issued.Secret));
        Assert.False(inFlight.Revoked.IsCancellationRequested);
        await two.LookAsync();

        Assert.Null(two.Directory.Find(issued.Secret));
        Assert.Null(two.Directory.FindKey(issued.Key.Id));
        Assert.True(inFlight.Revoked.IsCancellationRequested);
        Assert.True(StoreWatch.PollEvery <= TimeSpan.FromSeconds(1));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A9_old_and_new_secret_are_both_valid_for_the_overlap_each_by_its_own_id(DatabaseKind kind)
    {
        var clock = new ManualClock();
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync(clock);
        IssuedKey old = await CreateAsync(node, Settings("rotating"));

        IssuedKey fresh = (await node.Keys.RotateAsync(Operator, Tenant, old.Key.Id, cancellation: Given.Token)).Value!;

        Assert.Equal(old.Key.Secrets[0].Id, node.Directory.Find(old.Secret)?.SecretId);
        Assert.Equal(fresh.Key.Secrets[0].Id, node.Directory.Find(fresh.Secret)?.SecretId);
        Assert.NotEqual(old.Key.Secrets[0].Id, fresh.Key.Secrets[0].Id);
        Caller inFlight = node.Directory.Find(old.Secret)!;

        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(node.Directory.Find(old.Secret));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(node.Directory.Find(old.Secret));
        await node.LookAsync();
        Assert.True(inFlight.Revoked.IsCancellationRequested);
        Assert.False(node.Directory.Find(fresh.Secret)!.Revoked.IsCancellationRequested);

        // Without an overlap; and a rotation within an overlap leaves two secrets at most.
        IssuedKey third = (await node.Keys.RotateAsync(Operator, Tenant, old.Key.Id, TimeSpan.FromHours(1), cancellation: Given.Token)).Value!;
        IssuedKey fourth = (await node.Keys.RotateAsync(Operator, Tenant, old.Key.Id, TimeSpan.FromHours(1), cancellation: Given.Token)).Value!;
        Assert.Null(node.Directory.Find(fresh.Secret));
        Assert.NotNull(node.Directory.Find(third.Secret));
        IssuedKey last = (await node.Keys.RotateAsync(Operator, Tenant, old.Key.Id, TimeSpan.Zero, cancellation: Given.Token)).Value!;
        Assert.Null(node.Directory.Find(third.Secret));
        Assert.Null(node.Directory.Find(fourth.Secret));
        Assert.NotNull(node.Directory.Find(last.Secret));
        Assert.Equal(ActOutcome.Invalid, (await node.Keys.RotateAsync(Operator, Tenant, old.Key.Id, TimeSpan.FromHours(-1), cancellation: Given.Token)).Outcome);
    }

    [Fact]
    public void Z6_no_type_that_is_read_has_a_field_for_a_secret()
    {
        string[] words = ["hash", "pepper", "password", "protected", "privatekey", "pkcs8"];
        foreach (Type type in (Type[])[typeof(KeyRecord), typeof(KeySettings), typeof(SecretRecord), typeof(Project), typeof(CustomerApp), typeof(DeploymentProfile), typeof(ConsoleUser), typeof(Tenant), typeof(Caller)])
        {
            foreach (string name in type.GetProperties().Select(p => p.Name))
                Assert.DoesNotContain(words, w => name.Contains(w, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Equal(["CreatedAt", "ExpiresAt", "Id", "LastCharacters"], typeof(SecretRecord).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Z6_id_tenant_and_stamps_of_a_draft_are_ignored(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync();
        var draft = new Project("bot") { Id = "mine", Tenant = "acme", Stamp = new Stamp("root", DateTimeOffset.UnixEpoch, "root", DateTimeOffset.UnixEpoch) };
        var projects = node.Get<OwnedRecords<Project>>();

        Project made = (await projects.CreateAsync(Operator, Tenant, draft, Given.Token)).Value!;
        Project changed = (await projects.UpdateAsync(Operator with { Name = "other" }, Tenant, made.Id, _ => draft with { Alias = "b" }, Given.Token)).Value!;

        Assert.Equal((made.Id, Tenant, "cli:test", "other"), (changed.Id, changed.Tenant, changed.Stamp.CreatedBy, changed.Stamp.UpdatedBy));
        Assert.NotEqual("mine", made.Id);
        Assert.Equal(made.Stamp.CreatedAt, changed.Stamp.CreatedAt);
    }

    [Fact]
    public async Task Z8_nobody_gives_away_more_than_they_hold_by_any_act()
    {
        await using StoreSite site = StoreSite.OfFile();
        StoreNode node = await site.OpenAsync();
        DateTimeOffset end = DateTimeOffset.UnixEpoch.AddYears(100);
        PermissionSet held = Reading.Union(PermissionSet.Of(new Permission(PermissionCategory.ApiKeys, PermissionVerb.Write)));
        var grantor = new Actor("lesser")
        {
            Permissions = held,
            ExpiresAt = end,
            Scope = new AccessScope { Models = ["gpt-*"], Endpoints = ["chat *"], Parameters = ["n"] },
            Sources = [System.Net.IPNetwork.Parse("10.0.0.0/8")],
        };
        KeySettings within = Settings("within") with
        {
            ExpiresAt = end,
            Scope = new AccessScope { Models = ["gpt-4*", "GPT-5"], Endpoints = ["chat completions"], Parameters = ["n"] },
            Sources = [System.Net.IPNetwork.Parse("10.1.0.0/16")],
        };
        (string Field, Func<KeySettings, KeySettings> Change)[] beyond =
        [
            ("permissions", s => s with { Permissions = held.Union(PermissionSet.Of(new Permission(PermissionCategory.Users, PermissionVerb.Read))) }),
            ("permissions", s => s with { Permissions = Roles.Of(ConsoleRole.Admin), Role = ConsoleRole.Admin }),
            ("expiresAt", s => s with { ExpiresAt = null }),
            ("expiresAt", s => s with { ExpiresAt = end.AddSeconds(1) }),
            ("models", s => s with { Scope = s.Scope with { Models = [] } }),
            ("models", s => s with { Scope = s.Scope with { Models = ["gpt-4", "*"] } }),
            ("models", s => s with { Scope = s.Scope with { Models = ["*gpt-4"] } }),
            ("endpoints", s => s with { Scope = s.Scope with { Endpoints = ["embeddings"] } }),
            ("parameters", s => s with { Scope = s.Scope with { Parameters = ["*"] } }),
            ("sources", s => s with { Sources = [] }),
            ("sources", s => s with { Sources = [System.Net.IPNetwork.Parse("10.0.0.0/7")] }),
        ];
        IssuedKey own = (await node.Keys.CreateAsync(grantor, Tenant, within, Given.Token)).Value!;
        foreach ((string field, Func<KeySettings, KeySettings> change) in beyond)
        {
            Assert.Equal((ActOutcome.Forbidden, field), Told(await node.Keys.CreateAsync(grantor, Tenant, change(within) with { Name = "more" }, Given.Token)));
            Assert.Equal((ActOutcome.Forbidden, field), Told(await node.Keys.UpdateAsync(grantor, Tenant, own.Key.Id, change, Given.Token)));
            Assert.Equal(("denied", "beyond-grantor:" + field), (node.Audit.Records[^1].Outcome, node.Audit.Records[^1].Reason));
        }

        // A stronger key's new secret would be as good as the key.
        IssuedKey stronger = await CreateAsync(node, Settings("stronger") with { Permissions = PermissionSet.All });
        Assert.Equal((ActOutcome.Forbidden, "permissions"), Told(await node.Keys.RotateAsync(grantor, Tenant, stronger.Key.Id, cancellation: Given.Token)));
        Assert.Equal((ActOutcome.Forbidden, "permissions"), Told(await node.Keys.RegenerateAsync(grantor, Tenant, stronger.Key.Id, cancellation: Given.Token)));
        await node.Keys.RevokeAsync(Operator, Tenant, stronger.Key.Id, null, Given.Token);
        Assert.Equal((ActOutcome.Forbidden, "permissions"), Told(await node.Keys.RestoreAsync(grantor, Tenant, stronger.Key.Id, Given.Token)));
        Assert.Null(node.Directory.Find(stronger.Secret));
        Assert.Equal(2, (await node.Keys.ListAsync(Tenant, new KeyFilter(), Given.Token)).Value!.Items.Count);
    }

    [Fact]
    public async Task Z8_an_empty_permission_list_is_refused_unless_the_switch_is_on_and_then_loudly_audited()
    {
        await using StoreSite site = StoreSite.OfFile();
        StoreNode strict = await site.OpenAsync(), lenient = await site.OpenAsync(rules: new KeyRules { EmptyMeansAll = true });
        KeySettings nothing = Settings("nothing") with { Permissions = PermissionSet.None };

        Assert.Equal((ActOutcome.Invalid, "permissions"), Told(await strict.Keys.CreateAsync(Operator, Tenant, nothing, Given.Token)));
        Assert.Equal((ActOutcome.Forbidden, "permissions"), Told(await lenient.Keys.CreateAsync(Operator with { Permissions = Reading }, Tenant, nothing, Given.Token)));

        IssuedKey issued = (await lenient.Keys.CreateAsync(Operator, Tenant, nothing, Given.Token)).Value!;
        Assert.Equal(PermissionSet.All, issued.Key.Settings.Permissions);
        Assert.Equal(AuditSeverity.High, lenient.Audit.Records[^1].Severity);
    }

    private static (ActOutcome Outcome, string? Field) Told<T>(ActResult<T> result) => (result.Outcome, result.Field);

    private static KeySettings Settings(string name) => new() { Name = name, Permissions = Reading };

    private static async Task<IssuedKey> CreateAsync(StoreNode node, KeySettings settings) => (await node.Keys.CreateAsync(Operator, Tenant, settings, Given.Token)).Value!;

    private static async Task<string> DumpAsync(GovernanceStore store)
    {
        string[] tables = ["tenants", "projects", "apps", "deployment_profiles", "keys", "key_secrets", "shared_secrets", "change_feed", "users", "signing_keys", "revoked_tokens", "data_protection", "protected_secrets", "schema_versions"];
        var dump = new StringBuilder();
        foreach (string table in tables)
        {
            foreach (IDictionary<string, object?> row in (await store.ReadAsync(read => read.ListAsync<object>($"SELECT * FROM {table}"), Given.Token)).Cast<IDictionary<string, object?>>())
                dump.AppendJoin(' ', row.Select(c => $"{c.Key}={c.Value}")).AppendLine();
        }

        return dump.ToString();
    }

    private static async Task<byte[]> ReadAllAsync(FileInfo file)
    {
        using var bytes = new MemoryStream();
        await using (FileStream open = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            await open.CopyToAsync(bytes, Given.Token);
        return bytes.ToArray();
    }
}
