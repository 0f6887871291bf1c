using StackExchange.Redis;

namespace Sluice.Governance.Counters;

/// <summary>How Redis is reached.</summary>
/// <param name="Connection">A connection string of StackExchange.Redis; several endpoints are one set of replicas, or a cluster. A secret: it may hold a password.</param>
public sealed record RedisSettings(string Connection)
{
    /// <summary>How long a call may take; what takes longer counts as an outage. A call takes 0.1 ms where Redis stands near.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>What every key and channel begins with.</summary>
    public string Prefix { get; init; } = "sluice:";

    /// <summary>Whether the client can read a connection string; its complaint may quote a password and is not passed on.</summary>
    public static bool IsReadable(string connection)
    {
        try
        {
            return ConfigurationOptions.Parse(connection).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public override string ToString() => nameof(RedisSettings); // Never the connection.
}
