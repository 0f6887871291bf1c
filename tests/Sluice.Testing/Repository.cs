namespace Sluice.Testing;

/// <summary>Where the files of the repository are that the tests run from.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>What a newcomer runs.</summary>
    public static string ShippedConfig { get; } = Path.Combine(Root, "appsettings.json");

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "proxy.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("proxy.sln was not found above the tests");
    }
}
