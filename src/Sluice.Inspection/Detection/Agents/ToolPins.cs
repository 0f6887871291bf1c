using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Agents;

/// <summary>
/// Tools that are not what they were when somebody read them (a "rug pull"): each definition, in a server's list or in a request, is compared with the hashes that the user pinned. A tool
/// that is not pinned is new, and found too. Unlike other classifiers it allocates for every definition, of which there are few.
/// </summary>
/// <param name="pins">The accepted hashes by the tool's name.</param>
internal sealed class ToolPins(IReadOnlyDictionary<string, string[]> pins) : Classifier
{
    public override string Name => "tool-pins";

    public override int Labels => 1;

    /// <summary>Where tools are defined.</summary>
    public static bool RunsOn(Direction direction, ContentScope scope) => scope == ContentScope.System;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Part != SlotPart.ToolName || text.Definition.IsEmpty)
            return;
        if (!pins.TryGetValue(text.Text.ToString(), out string[]? accepted) || DefinitionHash.Of(text.Definition) is not { } hash || !accepted.Contains(hash, StringComparer.OrdinalIgnoreCase))
            findings.Add(0, 1);
    }
}
