using Microsoft.Extensions.Hosting;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Owners;
using Sluice.Governance.Limits;
using Sluice.Governance.Store;
using Sluice.Testing;
using Sluice.Testing.Servers;

namespace Sluice.Governance.Tests.Store;

public sealed class ChangeFeedTests(Databases databases)
{
    private static readonly Actor Operator = Actor.Operator("cli:test");

    [Fact]
    public async Task A_node_reads_again_only_what_changed()
    {
        await using StoreSite site = StoreSite.OfFile();
        StoreNode one = await site.OpenAsync(), two = await site.OpenAsync();
        var read = new List<ChangeTopic>();
        foreach (ChangeTopic topic in Enum.GetValues<ChangeTopic>())
            two.Store.Feed.Subscribe(topic, _ => { read.Add(topic); return Task.CompletedTask; });

        await two.Store.Feed.PollAsync(Given.Token);
        Assert.Empty(read);
        await one.Get<OwnedRecords<Project>>().CreateAsync(Operator, "default", new Project("bot"), Given.Token);
        await two.Store.Feed.PollAsync(Given.Token);
        await two.Store.Feed.PollAsync(Given.Token);

        Assert.Equal([ChangeTopic.Owners], read);
    }

    [Fact]
    public async Task A_change_is_published_once_this_node_follows_it()
    {
        await using StoreSite site = StoreSite.OfFile();
        StoreNode node = await site.OpenAsync();
        var published = new List<(ChangeTopic, int)>();
        node.Store.Feed.OnPublished(topic => published.Add((topic, node.Directory.Count)));

        await CreateKeyAsync(node);

        Assert.Equal([(ChangeTopic.Keys, node.Directory.Count)], published);
        Assert.NotEqual(0, node.Directory.Count);
    }

    [Fact]
    public async Task A_nudge_has_the_watch_look_without_waiting_for_its_time()
    {
        var clock = new ManualClock();
        await using StoreSite site = StoreSite.OfFile();
        StoreNode one = await site.OpenAsync(clock), two = await site.OpenAsync(clock);
        var seen = new TaskCompletionSource();
        using var watch = new StoreWatch(two.Store, two.Get<StoredKeys>(), two.Get<StoreSweep>(), Microsoft.Extensions.Logging.Abstractions.NullLogger<StoreWatch>.Instance);
        two.Store.Feed.Subscribe(ChangeTopic.Keys, _ => { seen.TrySetResult(); return Task.CompletedTask; });
        await ((IHostedService)watch).StartAsync(Given.Token);

        IssuedKey issued = await CreateKeyAsync(one);
        two.Store.Feed.Nudge(); // The clock stands: nothing else ends the wait.
        await seen.Task.WaitAsync(Given.Token);

        Assert.NotNull(two.Directory.Find(issued.Secret));
        await ((IHostedService)watch).StopAsync(Given.Token);
    }

    [Fact]
    public async Task While_the_server_is_down_keys_stay_for_a_bounded_time_and_come_back_without_a_restart()
    {
        var clock = new ManualClock();
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using var site = new StoreSite(await server.CreateDatabaseAsync(), StoreSite.NewMasterKey(), null);
        StoreNode node = await site.OpenAsync(clock, new KeyRules { StaleMinutes = 10 });
        IssuedKey issued = await CreateKeyAsync(node);

        await server.StopAsync();
        await node.LookAsync();
        await node.LookAsync();
        Assert.NotNull(node.Directory.Find(issued.Secret));
        Assert.Equal(ActOutcome.Unavailable, (await node.Keys.RevokeAsync(Operator, "default", issued.Key.Id, null, Given.Token)).Outcome);
        Assert.Equal(ActOutcome.Unavailable, (await node.Keys.ListAsync("default", new KeyFilter(), Given.Token)).Outcome);

        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        await node.LookAsync();
        Assert.NotNull(node.Directory.Find(issued.Secret));
        clock.Advance(TimeSpan.FromTicks(1));
        await node.LookAsync();
        Assert.Null(node.Directory.Find(issued.Secret));

        await server.StartAgainAsync();
        await node.LookAsync();
        Assert.NotNull(node.Directory.Find(issued.Secret));
        Assert.Null(node.Store.Feed.UnreachableSince);
        Assert.Single(node.Logs.Lines, l => l.Contains("does not answer", StringComparison.Ordinal));
        Assert.Single(node.Logs.Lines, l => l.Contains("answers again", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Limits_of_tenants_and_projects_are_known_on_every_node(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode one = await site.OpenAsync(), two = await site.OpenAsync();
        Project project = (await one.Get<OwnedRecords<Project>>().CreateAsync(Operator, "default", new Project("bot") { Limits = [new LimitSpec("p") { Max = 1 }] }, Given.Token)).Value!;
        await one.Get<Tenants>().UpdateAsync(Operator, "default", t => t with { Limits = [new LimitSpec("t") { Max = 2 }] }, Given.Token);
        await two.LookAsync();

        foreach (StoreNode node in (StoreNode[])[one, two])
        {
            Assert.Equal("t", Assert.Single(node.Get<Tenants>().LimitsOf("default")).Name);
            Assert.Equal("p", Assert.Single(node.Get<Tenants>().LimitsOfProject(project.Id)).Name);
            Assert.Empty(node.Get<Tenants>().LimitsOf("nobody"));
        }
    }

    private static async Task<IssuedKey> CreateKeyAsync(StoreNode node) =>
        (await node.Keys.CreateAsync(Operator, "default", new KeySettings { Name = "one", Permissions = PermissionSet.All }, Given.Token)).Value!;
}
