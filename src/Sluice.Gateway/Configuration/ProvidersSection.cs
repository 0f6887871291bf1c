namespace Sluice.Gateway.Configuration;

/// <summary>Reads <c>Sluice:Providers</c>.</summary>
internal static class ProvidersSection
{
    private const int Shortest = 8;
    private const int Longest = 512;

    public static void Read(SectionReader reader, Dictionary<string, ProviderOptions> providers)
    {
        foreach (string name in reader.Names)
        {
            SectionReader one = reader.Section(name);
            var provider = new ProviderOptions { Key = one.Text(nameof(ProviderOptions.Key)) ?? "", Secret = SecretText.Read(one, nameof(ProviderOptions.Key)) };
            if (provider.Secret is { } secret && !IsCredential(secret.Value))
                one.Error(nameof(provider.Key), $"is not a credential of {Shortest} to {Longest} visible ASCII characters");
            one.RefuseUnknown();
            providers[name] = provider;
        }
    }

    /// <summary>It stands in a header, and is looked for in answers.</summary>
    private static bool IsCredential(string key) => key.Length is >= Shortest and <= Longest && key.All(c => c is > ' ' and < '\u007F');
}
