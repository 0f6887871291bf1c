namespace Sluice.Benchmarks;

/// <summary>Where the repository is: the configuration that is measured is the one it ships.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Configuration => Path.Combine(Root, "appsettings.json");

    /// <summary>What the run with every local detector lays over it.</summary>
    public static string DetectorConfiguration => Path.Combine(Root, "tests", "Sluice.Benchmarks", "EndToEnd", "detectors.json");

    private static string Find()
    {
        foreach (string from in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (DirectoryInfo? at = new(from); at is not null; at = at.Parent)
            {
                if (File.Exists(Path.Combine(at.FullName, "proxy.sln")))
                    return at.FullName;
            }
        }

        throw new InvalidOperationException("Start the benchmarks inside the repository.");
    }
}
