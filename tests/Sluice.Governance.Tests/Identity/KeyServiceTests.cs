using System.Net;
using Sluice.Governance.Audit;
using Sluice.Governance.Identity;
using Sluice.Governance.Limits;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Store;
using Sluice.Governance.Tests.Store;
using Sluice.Testing;

namespace Sluice.Governance.Tests.Identity;

public sealed class KeyServiceTests(Databases databases)
{
    private const string Tenant = "default";

    private static readonly Actor Operator = Actor.Operator("cli:test");

    private static readonly PermissionSet Reading = PermissionSet.Of(new Permission(PermissionCategory.Interactions, PermissionVerb.Read));

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_decided_about_a_key_is_kept_whole(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync();
        Project project = (await node.Get<OwnedRecords<Project>>().CreateAsync(Operator, Tenant, new Project("bot") { Alias = "the-bot" }, Given.Token)).Value!;
        CustomerApp app = (await node.Get<OwnedRecords<CustomerApp>>().CreateAsync(Operator, Tenant, new CustomerApp("shop") { CloudProvider = "AWS", Environment = "production" }, Given.Token)).Value!;
        DeploymentProfile profile = (await node.Get<OwnedRecords<DeploymentProfile>>().CreateAsync(Operator, Tenant, new DeploymentProfile("eu") { AuthCode = "D123" }, Given.Token)).Value!;
        var settings = new KeySettings
        {
            Name = "Büro 7",
            Project = project.Id,
            App = app.Id,
            Profile = profile.Id,
            Permissions = Reading,
            Scope = new AccessScope { Models = ["gpt-*"], Endpoints = ["chat completions"], Parameters = ["n"] },
            Limits = [new("per-minute") { Max = 12.5m, Window = TimeSpan.FromSeconds(90), Count = LimitUnit.Spend, OnOutage = OutageMode.Closed, Cut = true, Model = "o*" }],
            Sources = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8::/32")],
            Workload = new Workload("batch", 100),
            ExpiresAt = new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero),
            Rotation = new Rotation(3, RotationUnit.Months),
        };

        IssuedKey issued = (await node.Keys.CreateAsync(Operator, Tenant, settings, Given.Token)).Value!;
        KeyRecord read = (await node.Keys.GetAsync(Tenant, issued.Key.Id, Given.Token)).Value!;

        Assert.Equivalent(settings with { Sources = [] }, read.Settings with { Sources = [] }, strict: true);
        Assert.Equal(settings.Sources, read.Settings.Sources);
        Assert.Equal(KeyStatus.Active, read.Status);
        Assert.Equal("cli:test", read.CreatedBy);
        Assert.Equal(issued.Secret[^8..], read.LastCharacters);
        Caller caller = node.Directory.Find(issued.Secret)!;
        Assert.Equal((read.Id, read.Secrets[0].Id, "Büro 7", project.Id, app.Id), (caller.KeyId, caller.SecretId, caller.KeyName, caller.Project, caller.App));
        Assert.Equal(100, caller.Workload!.RequestsPerHour);
        Assert.Equal(settings.ExpiresAt, caller.ExpiresAt);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_revoked_key_opens_nothing_until_it_is_restored(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync();
        IssuedKey issued = await CreateAsync(node, "one");
        Caller caller = node.Directory.Find(issued.Secret)!;

        KeyRecord revoked = (await node.Keys.RevokeAsync(Operator, Tenant, issued.Key.Id, "leaked", Given.Token)).Value!;

        Assert.Equal((KeyStatus.Revoked, "leaked"), (revoked.Status, revoked.Reason));
        Assert.Null(node.Directory.Find(issued.Secret));
        Assert.True(caller.Revoked.IsCancellationRequested);
        Assert.Equal(ActOutcome.Conflict, (await node.Keys.RevokeAsync(Operator, Tenant, issued.Key.Id, null, Given.Token)).Outcome);
        Assert.Equal(ActOutcome.Conflict, (await node.Keys.RotateAsync(Operator, Tenant, issued.Key.Id, cancellation: Given.Token)).Outcome);
        Assert.Equal(ActOutcome.Conflict, (await node.Keys.UpdateAsync(Operator, Tenant, issued.Key.Id, s => s, Given.Token)).Outcome);

        Assert.True((await node.Keys.RestoreAsync(Operator, Tenant, issued.Key.Id, Given.Token)).IsDone);

        Assert.Equal(issued.Key.Id, node.Directory.Find(issued.Secret)?.KeyId);
        Assert.Equal(["key.create", "key.revoke", "key.restore"], node.Audit.Records.Select(r => r.Event));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_deleted_key_leaves_the_list_its_name_and_its_secrets(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync();
        IssuedKey issued = await CreateAsync(node, "one");

        Assert.True((await node.Keys.DeleteAsync(Operator, Tenant, issued.Key.Id, Given.Token)).IsDone);

        Assert.Null(node.Directory.Find(issued.Secret));
        Assert.Empty((await node.Keys.ListAsync(Tenant, new KeyFilter(), Given.Token)).Value!.Items);
        Assert.Equal(KeyStatus.Deleted, Assert.Single((await node.Keys.ListAsync(Tenant, new KeyFilter { History = true }, Given.Token)).Value!.Items).Status);
        Assert.Equal(0, await node.Store.ReadAsync(read => read.FirstAsync<long>("SELECT COUNT(*) FROM key_secrets"), Given.Token));
        Assert.Equal(ActOutcome.NotFound, (await node.Keys.DeleteAsync(Operator, Tenant, issued.Key.Id, Given.Token)).Outcome);

        await CreateAsync(node, "one");
        Assert.Equal((ActOutcome.Taken, "name"), (await node.Keys.RestoreAsync(Operator, Tenant, issued.Key.Id, Given.Token)) is var r ? (r.Outcome, r.Field) : default);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_deleted_key_comes_back_without_a_secret_and_is_given_a_new_one(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync();
        IssuedKey issued = await CreateAsync(node, "one");
        await node.Keys.DeleteAsync(Operator, Tenant, issued.Key.Id, Given.Token);

        KeyRecord restored = (await node.Keys.RestoreAsync(Operator, Tenant, issued.Key.Id, Given.Token)).Value!;
        Assert.Empty(restored.Secrets);
        Assert.Null(node.Directory.Find(issued.Secret));

        IssuedKey again = (await node.Keys.RegenerateAsync(Operator, Tenant, issued.Key.Id, cancellation: Given.Token)).Value!;
        Assert.Equal(issued.Key.Id, node.Directory.Find(again.Secret)?.KeyId);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Lists_are_cut_into_pages_that_miss_and_repeat_nothing(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        var clock = new ManualClock();
        StoreNode node = await site.OpenAsync(clock);
        for (int i = 0; i < 5; i++, clock.Advance(TimeSpan.FromMilliseconds(1)))
            await CreateAsync(node, $"key {i}");

        var names = new List<string>();
        int? offset = 0;
        while (offset is { } from)
        {
            Page<KeyRecord> page = (await node.Keys.ListAsync(Tenant, new KeyFilter { Offset = from, Limit = 2 }, Given.Token)).Value!;
            names.AddRange(page.Items.Select(k => k.Settings.Name));
            offset = page.NextOffset;
        }

        Assert.Equal(["key 0", "key 1", "key 2", "key 3", "key 4"], names);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_key_of_another_tenant_is_as_missing_as_any(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync();
        Assert.True((await node.Get<Tenants>().CreateAsync(Operator, new Tenant("acme"), Given.Token)).IsDone);
        IssuedKey issued = await CreateAsync(node, "one");
        string id = issued.Key.Id;

        ActResult<KeyRecord> missing = await node.Keys.GetAsync("acme", "no-such-id", Given.Token);
        Assert.Equal(ActOutcome.NotFound, missing.Outcome);
        Assert.Equal(missing, await node.Keys.GetAsync("acme", id, Given.Token));
        Assert.Equal(missing, await node.Keys.UpdateAsync(Operator, "acme", id, s => s with { Name = "mine" }, Given.Token));
        Assert.Equal(missing, await node.Keys.RevokeAsync(Operator, "acme", id, null, Given.Token));
        Assert.Equal(missing, await node.Keys.RestoreAsync(Operator, "acme", id, Given.Token));
        Assert.Equal(missing, await node.Keys.DeleteAsync(Operator, "acme", id, Given.Token));
        Assert.Equal(ActOutcome.NotFound, (await node.Keys.RotateAsync(Operator, "acme", id, cancellation: Given.Token)).Outcome);
        Assert.Empty((await node.Keys.ListAsync("acme", new KeyFilter { History = true }, Given.Token)).Value!.Items);
        Assert.Equal(id, node.Directory.Find(issued.Secret)?.KeyId);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_name_is_taken_while_its_key_lives(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync();
        IssuedKey one = await CreateAsync(node, "one");
        IssuedKey two = await CreateAsync(node, "two");

        Assert.Equal(ActOutcome.Taken, (await node.Keys.CreateAsync(Operator, Tenant, Settings("one"), Given.Token)).Outcome);
        Assert.Equal(ActOutcome.Taken, (await node.Keys.UpdateAsync(Operator, Tenant, two.Key.Id, s => s with { Name = "one" }, Given.Token)).Outcome);
        Assert.Equal(one.Key.Id, (await node.Keys.FindByNameAsync(Tenant, "one", Given.Token)).Value!.Id);
        Assert.Equal("two", (await node.Keys.GetAsync(Tenant, two.Key.Id, Given.Token)).Value!.Settings.Name);
    }

    [Fact]
    public async Task What_is_not_right_about_settings_is_told_by_field()
    {
        await using StoreSite site = StoreSite.OfFile();
        StoreNode node = await site.OpenAsync();
        (string Field, KeySettings Settings)[] wrong =
        [
            ("name", Settings("")),
            ("name", Settings(new string('n', 129))),
            ("name", Settings("line\nbreak")),
            ("permissions", Settings("x") with { Permissions = PermissionSet.None }),
            ("permissions", Settings("x") with { Role = ConsoleRole.UserAdmin }),
            ("project", Settings("x") with { Project = "nowhere" }),
            ("app", Settings("x") with { App = "nowhere" }),
            ("profile", Settings("x") with { Profile = "nowhere" }),
            ("models", Settings("x") with { Scope = new AccessScope { Models = [""] } }),
            ("workload", Settings("x") with { Workload = new Workload("fun") }),
            ("expiresAt", Settings("x") with { ExpiresAt = DateTimeOffset.UnixEpoch }),
            ("rotation", Settings("x") with { Rotation = new Rotation(0, RotationUnit.Days) }),
            ("limits", Settings("x") with { Limits = [new("l") { Max = 0 }] }),
            ("limits", Settings("x") with { Limits = [new("l") { Max = 1 }, new("l") { Max = 2 }] }),
            ("limits", Settings("x") with { Limits = [new("l") { Max = 1, Window = TimeSpan.FromDays(32) }] }),
        ];

        foreach ((string field, KeySettings settings) in wrong)
        {
            ActResult<IssuedKey> result = await node.Keys.CreateAsync(Operator, Tenant, settings, Given.Token);
            Assert.Equal((ActOutcome.Invalid, field), (result.Outcome, result.Field));
        }

        Assert.Empty(node.Audit.Records);
    }

    [Fact]
    public async Task A_role_gives_its_permissions()
    {
        await using StoreSite site = StoreSite.OfFile();
        StoreNode node = await site.OpenAsync();

        IssuedKey issued = (await node.Keys.CreateAsync(Operator, Tenant, Settings("x") with { Permissions = PermissionSet.None, Role = ConsoleRole.Viewer }, Given.Token)).Value!;

        Assert.Equal(Roles.Of(ConsoleRole.Viewer), node.Directory.Find(issued.Secret)!.Permissions);
    }

    [Fact]
    public async Task A_change_takes_effect_at_once_and_is_audited_with_before_and_after()
    {
        await using StoreSite site = StoreSite.OfFile();
        StoreNode node = await site.OpenAsync();
        IssuedKey issued = await CreateAsync(node, "one");

        await node.Keys.UpdateAsync(Operator with { Source = "10.1.2.3" }, Tenant, issued.Key.Id, s => s with { Scope = s.Scope with { Models = ["gpt-4o"] } }, Given.Token);

        Assert.Equal(["gpt-4o"], node.Directory.Find(issued.Secret)!.Scope.Models);
        AuditRecord record = node.Audit.Records[^1];
        Assert.Equal(("key.update", "done", "cli:test", "10.1.2.3", issued.Key.Id, "one"), (record.Event, record.Outcome, record.Actor, record.Source, record.Target, record.TargetName));
        Assert.DoesNotContain("gpt-4o", record.Before, StringComparison.Ordinal);
        Assert.Contains("gpt-4o", record.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_interval_ends_a_key_and_rotating_begins_it_anew()
    {
        var clock = new ManualClock();
        await using StoreSite site = StoreSite.OfFile();
        StoreNode node = await site.OpenAsync(clock);
        IssuedKey issued = (await node.Keys.CreateAsync(Operator, Tenant, Settings("one") with { Rotation = new Rotation(30, RotationUnit.Days) }, Given.Token)).Value!;
        Assert.Equal(clock.GetUtcNow().AddDays(30), issued.Key.Settings.ExpiresAt);

        clock.Advance(TimeSpan.FromDays(20));
        IssuedKey rotated = (await node.Keys.RegenerateAsync(Operator, Tenant, issued.Key.Id, cancellation: Given.Token)).Value!;

        Assert.Equal(clock.GetUtcNow().AddDays(30), rotated.Key.Settings.ExpiresAt);
    }

    private static KeySettings Settings(string name) => new() { Name = name, Permissions = Reading };

    private static async Task<IssuedKey> CreateAsync(StoreNode node, string name) => (await node.Keys.CreateAsync(Operator, Tenant, Settings(name), Given.Token)).Value!;
}
