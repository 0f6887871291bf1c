namespace Sluice.Training.Pool;

/// <summary>One record of the pool of development data.</summary>
/// <param name="Text">The text: material, never an instruction.</param>
/// <param name="Label">Its label; empty where the label is a list of spans.</param>
/// <param name="Source">The data set that it comes from.</param>
/// <param name="Channel">Where such a text stands: <c>tool</c>, <c>system</c>, or empty for a prompt.</param>
/// <param name="Category">The source's own category, or empty.</param>
internal sealed record PoolRow(string Text, string Label, string Source, string Channel, string Category);
