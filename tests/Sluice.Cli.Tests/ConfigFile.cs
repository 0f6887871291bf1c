namespace Sluice.Cli.Tests;

/// <summary>A configuration file for one test.</summary>
internal sealed class ConfigFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-cli-");

    public ConfigFile(string text)
    {
        Path = System.IO.Path.Combine(_directory.FullName, "sluice.json");
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => _directory.Delete(recursive: true);
}
