using Sluice.Inspection;

namespace Sluice.Cli.Evaluation.Data;

/// <summary>One labelled text.</summary>
/// <param name="Id">What the file calls it.</param>
/// <param name="Text">The text.</param>
/// <param name="Task">What was labelled, for example <c>prompt_attack</c>.</param>
/// <param name="Label">The label, or empty for tasks that mark spans.</param>
/// <param name="Source">Where the text comes from: what is never split.</param>
/// <param name="Scope">Whose words it is, by <c>meta.channel</c>.</param>
/// <param name="Spans">What is marked, in UTF-16 units; null for tasks that mark none.</param>
internal sealed record EvalRecord(string Id, string Text, string Task, string Label, string Source, ContentScope Scope, IReadOnlyList<LabelledSpan>? Spans)
{
    public Direction Direction => Scope is ContentScope.Assistant or ContentScope.Reasoning ? Direction.Response : Direction.Request;
}

/// <summary>A marked stretch of a text.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One behind the last.</param>
/// <param name="Type">What it is, in the words of its file.</param>
internal readonly record struct LabelledSpan(int Start, int End, string Type);

/// <summary>A line that is no record.</summary>
/// <param name="File">Its file.</param>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Reason">What is wrong with it.</param>
internal sealed record BadLine(string File, long Line, string Reason)
{
    public override string ToString() => $"{File}:{Line}: {Reason}";
}
