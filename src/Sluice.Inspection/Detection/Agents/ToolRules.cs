using System.IO.Enumeration;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection.Agents;

/// <summary>
/// The user's rules for tools: which may be offered and called, what their arguments may not hold, how often a call may be repeated. It does not guess: what it finds is found.
/// </summary>
/// <param name="allow">Patterns of names; if there are any, only these.</param>
/// <param name="deny">Patterns of names; these never.</param>
/// <param name="arguments">Rules for arguments.</param>
/// <param name="repeats">So many equal calls at a request's end are a loop; 0 for none.</param>
internal sealed class ToolRules(string[] allow, string[] deny, ArgumentRule[] arguments, int repeats) : Classifier
{
    [ThreadStatic]
    private static MatchBuffer? _matches;

    [ThreadStatic]
    private static MatchBuffer? _none;

    public override string Name => "tools";

    public override int Labels => 1;

    public override ConversationNeeds Needs => repeats > 0 ? ConversationNeeds.Tools : ConversationNeeds.None;

    /// <summary>Arguments of a stream are judged in stretches; what a pattern matches may cross them.</summary>
    public override int LeftContext => arguments.Length > 0 ? 512 : 0;

    public override ContentScope RequestScope => ContentScope.ToolCall;

    /// <summary>Calls in both directions, and what is offered or listed.</summary>
    public static bool RunsOn(Direction direction, ContentScope scope) => scope is ContentScope.ToolCall or ContentScope.System;

    public override void Judge(in JudgedText text, FindingList findings)
    {
        if (text.Part == SlotPart.ToolName && !MayUse(text.Text.Trim()))
            findings.Add(0, 1);
        else if (text.Part == SlotPart.ToolArguments && text.Scope == ContentScope.ToolCall)
            JudgeArguments(text, findings);
    }

    public override void JudgeRequest(Conversation conversation, FindingList findings)
    {
        if (repeats > 0 && ToolLoop.Repeats(conversation) >= repeats)
            findings.Add(0, 1);
    }

    private bool MayUse(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || Fits(deny, name, ignoreCase: true))
            return name.IsEmpty;
        return allow.Length == 0 || Fits(allow, name, ignoreCase: false);
    }

    private static bool Fits(string[] patterns, ReadOnlySpan<char> name, bool ignoreCase)
    {
        foreach (string pattern in patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase))
                return true;
        }

        return false;
    }

    private void JudgeArguments(in JudgedText text, FindingList findings)
    {
        foreach (ArgumentRule rule in arguments)
        {
            // A call whose tool is not known may be of any.
            if (!text.Tool.IsEmpty && !FileSystemName.MatchesSimpleExpression(rule.Tool, text.Tool, ignoreCase: true))
                continue;
            if (rule.Argument is not null && !text.Name.Equals(rule.Argument, StringComparison.OrdinalIgnoreCase))
                continue;
            Find(rule.Deny, text, findings);
        }
    }

    private static void Find(PatternSet deny, in JudgedText text, FindingList findings)
    {
        MatchBuffer matches = _matches ??= new MatchBuffer();
        deny.FindAll(text.Text, default, [RuleRole.Act], matches, _none ??= new MatchBuffer());
        foreach (MatchSpan match in matches.Spans)
        {
            if (match.End > text.From)
                findings.Add(0, 1, match.Start, match.End - match.Start);
        }
    }
}

/// <summary>What the arguments of a tool may not hold.</summary>
/// <param name="Tool">The tools, a pattern of names.</param>
/// <param name="Argument">The argument, or null for all.</param>
/// <param name="Deny">What is found.</param>
internal sealed record ArgumentRule(string Tool, string? Argument, PatternSet Deny);
