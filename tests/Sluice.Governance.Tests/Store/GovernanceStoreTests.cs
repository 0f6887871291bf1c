using Microsoft.Data.Sqlite;
using Sluice.Governance.Store;

namespace Sluice.Governance.Tests.Store;

public sealed class GovernanceStoreTests(Databases databases)
{
    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nodes_that_start_together_make_one_schema_and_share_one_pepper(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);

        GovernanceStore[] stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => GovernanceStore.OpenAsync(new StoreSettings(site.Connection, site.MasterKey), TimeProvider.System, Given.Token))));

        string[] hashes = [.. stores.Select(s => s.Hasher.HashText("slk_one"))];
        Assert.Single(hashes.Distinct());
        foreach (GovernanceStore store in stores)
        {
            Assert.Equal([1, 2], await store.ReadAsync(read => read.ListAsync<long>("SELECT version FROM schema_versions ORDER BY version"), Given.Token));
            await store.DisposeAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_older_schema_is_brought_up_with_what_is_in_it(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        string hash;
        await using (GovernanceStore old = await GovernanceStore.OpenAsync(new StoreSettings(site.Connection, site.MasterKey), Migrations.Embedded.UpTo(1), TimeProvider.System, Given.Token))
        {
            hash = old.Hasher.HashText("slk_old");
            await old.WriteAsync(async write =>
            {
                await write.ExecuteAsync("""
                    INSERT INTO keys (id, tenant, name, permissions, scope, limits, sources, status, created_by, created_at, updated_by, updated_at)
                    VALUES ('k1', 'default', 'old', 1, '{}', '[]', '[]', 'active', 'me', 0, 'me', 0)
                    """);
                return await write.ExecuteAsync("INSERT INTO key_secrets (id, key_id, hash, last8, created_at) VALUES ('s1', 'k1', @hash, 'abcdefgh', 0)", new { hash });
            }, Given.Token);
        }

        StoreNode node = await site.OpenAsync();

        Assert.Equal("k1", node.Directory.Find("slk_old")?.KeyId);
        Assert.Null((await node.Keys.GetAsync("default", "k1", Given.Token)).Value!.Settings.Role);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_schema_that_is_newer_than_the_program_is_refused(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        StoreNode node = await site.OpenAsync();
        await node.Store.WriteAsync(write => write.ExecuteAsync("INSERT INTO schema_versions (version, name, applied_at) VALUES (99, 'future', 0)"), Given.Token);

        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => site.OpenAsync());

        Assert.Equal("Sluice:Store", refused.Key);
        Assert.Contains("has schema 99, and this version of Sluice knows 2", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_master_key_is_refused_at_start(DatabaseKind kind)
    {
        await using StoreSite site = await databases.CreateAsync(kind);
        await site.OpenAsync();
        string other = StoreSite.NewMasterKey();

        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => GovernanceStore.OpenAsync(new StoreSettings(site.Connection, other), TimeProvider.System, Given.Token));

        Assert.Equal("Sluice:MasterKey", refused.Key);
        Assert.Equal("is not the key that this store was encrypted under", refused.Message);
    }

    [Theory]
    [InlineData("Host=/nowhere/at-all;Username=sluice;Password=hunter-two", "cannot be reached")]
    [InlineData("Data Source=/proc/nowhere/sluice.db", "cannot be made")]
    [InlineData("Colour=blue", "is no connection string")]
    public async Task A_store_that_cannot_be_opened_is_told_without_its_password(string connection, string problem)
    {
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => GovernanceStore.OpenAsync(new StoreSettings(connection, StoreSite.NewMasterKey()), TimeProvider.System, Given.Token));

        Assert.Equal("Sluice:Store", refused.Key);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter-two", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_master_key_gets_a_key_file_that_its_owner_alone_may_read()
    {
        await using StoreSite site = StoreSite.OfFile();
        var settings = new StoreSettings(site.Connection);
        string file = Path.Combine(site.Directory!.FullName, "sluice.db.key");
        await using (GovernanceStore first = await GovernanceStore.OpenAsync(settings, TimeProvider.System, Given.Token))
        await using (GovernanceStore second = await GovernanceStore.OpenAsync(settings, TimeProvider.System, Given.Token))
            Assert.Equal(first.Hasher.HashText("slk_one"), second.Hasher.HashText("slk_one"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(site.Directory.FullName, "sluice.db")));
        }

        File.Delete(file);
        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => GovernanceStore.OpenAsync(settings, TimeProvider.System, Given.Token));
        Assert.Equal("Sluice:MasterKey", refused.Key);
        Assert.Contains("sluice.db.key", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_server_needs_a_master_key()
    {
        await using StoreSite site = await databases.CreateAsync(DatabaseKind.Postgres);

        StoreException refused = await Assert.ThrowsAsync<StoreException>(() => GovernanceStore.OpenAsync(new StoreSettings(site.Connection), TimeProvider.System, Given.Token));

        Assert.Equal("Sluice:MasterKey", refused.Key);
        Assert.StartsWith("is missing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stores_in_memory_know_nothing_of_each_other()
    {
        var settings = new StoreSettings("Data Source=:memory:");
        await using GovernanceStore one = await GovernanceStore.OpenAsync(settings, TimeProvider.System, Given.Token);
        await using GovernanceStore two = await GovernanceStore.OpenAsync(settings, TimeProvider.System, Given.Token);

        Assert.NotEqual(one.Hasher.HashText("slk_one"), two.Hasher.HashText("slk_one"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_behind()
    {
        await using StoreSite site = StoreSite.OfFile();
        var broken = new Migrations([new Migration(1, "half", "CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT)")]);

        await Assert.ThrowsAsync<StoreException>(() => GovernanceStore.OpenAsync(new StoreSettings(site.Connection, site.MasterKey), broken, TimeProvider.System, Given.Token));

        await using var connection = new SqliteConnection(site.Connection + ";Pooling=False");
        await connection.OpenAsync(Given.Token);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master";
        Assert.Equal(0L, await command.ExecuteScalarAsync(Given.Token));
    }
}
