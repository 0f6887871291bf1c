using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sluice.Inspection.Tests;

/// <summary>Holds the plan of the house (docs/architecture.md): what stands where, and who may know whom.</summary>
public sealed class StructureTests
{
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData("Sluice.Inspection", "")]
    [InlineData("Sluice.Governance", "Sluice.Inspection")]
    [InlineData("Sluice.Simulator", "")]
    [InlineData("Sluice.Gateway", "Sluice.Governance Sluice.Simulator")]
    [InlineData("Sluice.Cli", "Sluice.Gateway")]
    public void Projects_point_one_way(string project, string references)
    {
        XDocument file = XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"));
        IEnumerable<string> found = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).Order(StringComparer.Ordinal);
        Assert.Equal(references, string.Join(' ', found));
    }

    [Fact]
    public void The_inspecting_room_needs_nothing_but_the_runtime()
    {
        XDocument file = XDocument.Load(Path.Combine(Root, "src", "Sluice.Inspection", "Sluice.Inspection.csproj"));
        Assert.Empty(file.Descendants("PackageReference").Concat(file.Descendants("FrameworkReference")));
        string[] banned = ["System.Net.Http", "System.Net.Sockets", "Microsoft.AspNetCore", "Microsoft.Extensions", "TimeProvider", "Stopwatch", "DateTime"];
        foreach (string source in Sources("src/Sluice.Inspection"))
        {
            string text = File.ReadAllText(source);
            Assert.All(banned, b => Assert.False(text.Contains(b, StringComparison.Ordinal), $"{source} uses {b}"));
        }
    }

    [Theory]
    [InlineData("Sluice.Inspection", "Bodies Detection Dialects Json Matching Policies Redaction Streaming")]
    [InlineData("Sluice.Governance", "Audit Counters Identity Limits Store")]
    [InlineData("Sluice.Gateway", "Audit Configuration Duplex Exchanges Forwarding Identity Judges Limits Listeners Management Telemetry Tokens")]
    public void A_room_has_these_folders(string project, string folders)
    {
        IEnumerable<string> found = Directory.GetDirectories(Path.Combine(Root, "src", project)).Select(d => Path.GetFileName(d)).Where(d => d is not ("bin" or "obj"));
        Assert.Equal(folders, string.Join(' ', found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Within_the_inspecting_room_matching_and_JSON_know_nobody()
    {
        AssertKnows("src/Sluice.Inspection/Matching", []);
        AssertKnows("src/Sluice.Inspection/Json", []);
        AssertKnows("src/Sluice.Inspection/Detection", ["Matching", "Policies"]);
        AssertKnows("src/Sluice.Inspection/Policies", ["Matching", "Detection", "Dialects"]);
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        foreach (string source in Sources("src"))
            Assert.True(File.ReadAllLines(source).Length <= 400, $"{source} is longer than 400 lines");
    }

    [Fact]
    public void A_file_is_named_after_a_type_in_it()
    {
        foreach (string source in Sources("src"))
        {
            string name = Regex.Escape(Path.GetFileNameWithoutExtension(source).Split('.')[0]);
            Assert.True(
                Regex.IsMatch(File.ReadAllText(source), $@"\b(class|struct|record|enum|interface|delegate [\w<>?]+)\s+{name}\b") || Path.GetFileName(source) == "Program.cs",
                $"{source} has no type of its name");
        }
    }

    [Fact]
    public void The_top_of_the_repository_holds_only_the_front_door()
    {
        string[] allowed =
        [
            "src", "tests", "deploy", "docs", "proxy.sln", "appsettings.json", "Makefile", "README.md", "LICENSE", "CHANGELOG.md", "global.json",
            "Directory.Build.props", "Directory.Packages.props", "artifacts", "data", "TestResults", "BenchmarkDotNet.Artifacts",
        ];
        IEnumerable<string> found = Directory.GetFileSystemEntries(Root).Select(e => Path.GetFileName(e)).Where(e => !e.StartsWith('.'));
        Assert.Empty(found.Except(allowed));
    }

    private static void AssertKnows(string folder, string[] others)
    {
        foreach (string source in Sources(folder))
        {
            foreach (Match use in Regex.Matches(File.ReadAllText(source), @"^using (?:static )?Sluice\.Inspection\.(\w+)", RegexOptions.Multiline))
            {
                string room = use.Groups[1].Value;
                Assert.True(folder.EndsWith("/" + room, StringComparison.Ordinal) || others.Contains(room, StringComparer.Ordinal), $"{source} uses {room}");
            }
        }
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "proxy.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("proxy.sln was not found above the tests");
    }
}
