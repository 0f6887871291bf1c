namespace Sluice.Testing.Servers;

/// <summary>A real Redis Cluster of the test's own: three primaries without replicas, on free ports of this machine, each with a third of the hash slots.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16_384;

    private readonly List<RedisServer> _servers;
    private readonly DirectoryInfo _folder;

    private RedisCluster(List<RedisServer> servers, DirectoryInfo folder) => (_servers, _folder) = (servers, folder);

    public IReadOnlyList<RedisServer> Servers => _servers;

    /// <summary>For StackExchange.Redis.</summary>
    public string Connection => string.Join(',', _servers.Select(s => s.Connection));

    public static async Task<RedisCluster> StartAsync()
    {
        var cluster = new RedisCluster([], Directory.CreateTempSubdirectory("sluice-cluster-"));
        try
        {
            for (int i = 0; i < 3; i++)
                await cluster.AddAsync(i * Slots / 3, ((i + 1) * Slots / 3) - 1);
            while (!await cluster.IsWholeAsync())
                await Task.Delay(20);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The server that a key's hash slot was given to when the cluster started.</summary>
    public async Task<RedisServer> OwnerOfAsync(string key) => _servers[_servers.Count * int.Parse(await SlotOfAsync(key)) / Slots];

    /// <summary>Moves a key's hash slot, and all that is in it, from its owner to the next server; returns that.</summary>
    public async Task<RedisServer> MoveAsync(string key)
    {
        string slot = await SlotOfAsync(key);
        RedisServer from = await OwnerOfAsync(key);
        RedisServer to = _servers[(_servers.IndexOf(from) + 1) % _servers.Count];
        string fromId = Lines(await from.CommandAsync("CLUSTER", "MYID"))[1];
        string toId = Lines(await to.CommandAsync("CLUSTER", "MYID"))[1];
        await to.CommandAsync("CLUSTER", "SETSLOT", slot, "IMPORTING", fromId);
        await from.CommandAsync("CLUSTER", "SETSLOT", slot, "MIGRATING", toId);
        string[] keys = [.. Lines(await from.CommandAsync("CLUSTER", "GETKEYSINSLOT", slot, "1000")).Where(l => l.Length > 0 && l[0] is not ('*' or '$'))];
        string moved = await from.CommandAsync(["MIGRATE", "127.0.0.1", $"{to.Port}", "", "0", "5000", "KEYS", .. keys]);
        if (!moved.StartsWith("+OK", StringComparison.Ordinal))
            throw new InvalidOperationException(moved);
        foreach (RedisServer server in (RedisServer[])[to, from, .. _servers])
            await server.CommandAsync("CLUSTER", "SETSLOT", slot, "NODE", toId);
        return to;
    }

    /// <summary>Sends one command to every server.</summary>
    public async Task CommandAsync(params string[] words)
    {
        foreach (RedisServer server in _servers)
            await server.CommandAsync(words);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServer server in _servers)
            await server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string[] Lines(string answer) => answer.Split("\r\n");

    private async Task<string> SlotOfAsync(string key) => (await _servers[0].CommandAsync("CLUSTER", "KEYSLOT", key))[1..].Trim();

    /// <summary>The servers' own line between them has a port of its own: the usual one, 10,000 above, need not exist.</summary>
    private async Task AddAsync(int from, int to)
    {
        int port = RedisServer.FreePort();
        int bus = RedisServer.FreePort();
        string state = Path.Combine(_folder.FullName, $"nodes-{port}.conf");
        RedisServer server = await RedisServer.StartAsync(port, ["--cluster-enabled", "yes", "--cluster-port", $"{bus}", "--cluster-config-file", state, "--cluster-require-full-coverage", "no"]);
        _servers.Add(server);
        await server.CommandAsync("CLUSTER", "ADDSLOTSRANGE", $"{from}", $"{to}");
        if (_servers.Count > 1)
            await _servers[0].CommandAsync("CLUSTER", "MEET", "127.0.0.1", $"{port}", $"{bus}");
    }

    private async Task<bool> IsWholeAsync()
    {
        foreach (RedisServer server in _servers)
        {
            string state = await server.CommandAsync("CLUSTER", "INFO");
            if (!state.Contains("cluster_state:ok", StringComparison.Ordinal) || !state.Contains($"cluster_slots_assigned:{Slots}", StringComparison.Ordinal) || !state.Contains($"cluster_known_nodes:{_servers.Count}", StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
