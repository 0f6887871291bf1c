using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Configuration;

/// <summary>Reads the kinds of the user's own detectors that judge.</summary>
internal static class DetectorKinds
{
    public static void Read(SectionReader reader, DetectorOptions detector)
    {
        detector.Topic = reader.Text(nameof(detector.Topic));
        detector.Description = reader.Text(nameof(detector.Description));
        detector.Examples.AddRange(reader.Texts(nameof(detector.Examples)));
        detector.Only = reader.Flag(nameof(detector.Only), fallback: false);
        detector.Canaries.AddRange(reader.Texts(nameof(detector.Canaries)));
        if (reader.Has(nameof(detector.Tools)))
            detector.Tools = ReadTools(reader.Section(nameof(detector.Tools)));
        if (reader.Has(nameof(detector.Mcp)))
            detector.Mcp = ReadMcp(reader.Section(nameof(detector.Mcp)));
    }

    private static ToolOptions ReadTools(SectionReader reader)
    {
        var tools = new ToolOptions();
        tools.Allow.AddRange(reader.Texts(nameof(tools.Allow)));
        tools.Deny.AddRange(reader.Texts(nameof(tools.Deny)));
        foreach (SectionReader item in reader.Items(nameof(tools.Arguments)))
        {
            tools.Arguments.Add(new ToolArgumentOptions
            {
                Tool = item.Text(nameof(ToolArgumentOptions.Tool)),
                Argument = item.Text(nameof(ToolArgumentOptions.Argument)),
                Deny = item.Text(nameof(ToolArgumentOptions.Deny)) ?? "",
            });
            item.RefuseUnknown();
        }

        (long least, long most) = OptionRange.Of<ToolOptions>(nameof(tools.Repeats));
        tools.Repeats = (int)reader.Number(nameof(tools.Repeats), tools.Repeats, least, most);
        reader.RefuseUnknown();
        return tools;
    }

    private static McpOptions ReadMcp(SectionReader reader)
    {
        var mcp = new McpOptions();
        SectionReader pins = reader.Section(nameof(mcp.Pins));
        foreach (string tool in pins.Names)
            mcp.Pins[tool] = [.. pins.Texts(tool)];
        pins.RefuseUnknown();
        reader.RefuseUnknown();
        return mcp;
    }
}
