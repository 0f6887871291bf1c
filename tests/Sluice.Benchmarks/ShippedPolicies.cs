using Sluice.Benchmarks.Wires;
using Sluice.Gateway.Configuration;
using Sluice.Inspection;
using Sluice.Inspection.Dialects;
using Sluice.Inspection.Policies;

namespace Sluice.Benchmarks;

/// <summary>The policies of the shipped configuration, loaded as the gate loads them.</summary>
internal static class ShippedPolicies
{
    /// <summary>What a new user runs with.</summary>
    public const string Default = "default";

    /// <summary>All built-in rules act, everywhere.</summary>
    public const string Strict = "strict";

    public static async Task<Policy> LoadAsync(string name)
    {
        LoadResult loaded = await ConfigurationLoader.LoadAsync(new ConfigurationSources { Files = [Repository.Configuration] });
        if (loaded.Snapshot is null)
            throw new ConfigurationException(loaded.Errors);
        return loaded.Snapshot.Policies[name];
    }

    public static Exchange Chat(Policy policy) => Exchange(policy, Wire.OpenAi);

    public static Exchange Exchange(Policy policy, Wire wire)
    {
        IDialect dialect = DialectCatalog.All[wire.Dialect];
        string path = wire.Path("bench-model").Split('?')[0];
        return new Exchange { Dialect = dialect, Policy = policy, Endpoint = dialect.Resolve("POST", path).Endpoint };
    }
}
