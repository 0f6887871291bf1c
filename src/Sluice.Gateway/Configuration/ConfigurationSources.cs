namespace Sluice.Gateway.Configuration;

/// <summary>Where the configuration comes from, weakest first: files in order, environment variables, overrides.</summary>
public sealed record ConfigurationSources
{
    /// <summary>JSON files with comments and trailing commas; a later one wins. Watched while the gate runs.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Environment variables; names such as <c>Sluice__Limits__MaxBodyBytes</c> override, all others are ignored.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Keys such as <c>Kestrel:Endpoints:Proxy:Url</c> that win over everything else.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The given files under this process's environment variables.</summary>
    public static ConfigurationSources ForProcess(IReadOnlyList<string> files)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        return new ConfigurationSources { Files = files, Environment = environment };
    }
}
