using System.Runtime.CompilerServices;
using Sluice.Inspection.Detection;

namespace Sluice.Inspection.Tests.Detection;

/// <summary>docs/detectors.md is what users choose from: it lists exactly what there is.</summary>
public sealed class DetectorPageTests
{
    [Fact]
    public void Page_lists_the_catalogue_in_its_order_with_what_is_certain()
    {
        var page = File.ReadLines(Path.Combine(Root(), "docs", "detectors.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (Name: cells[1].Trim('`'), Certain: string.Equals(cells[2], "yes", StringComparison.Ordinal)));

        Assert.Equal(DetectorCatalog.All.Select(d => (d.Name, d.Certain)), page);
    }

    private static string Root([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
