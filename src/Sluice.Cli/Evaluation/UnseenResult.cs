namespace Sluice.Cli.Evaluation;

/// <summary>What the trainer measured on sources that training had not seen (docs/detection/evaluation.md).</summary>
/// <param name="Command">What prints it again.</param>
/// <param name="Seed">What its chance grew from.</param>
/// <param name="Folds">Attack sources, each left out once.</param>
/// <param name="Benign">Honest sources.</param>
internal sealed record UnseenResult(string Command, int Seed, IReadOnlyList<UnseenFold> Folds, IReadOnlyList<UnseenBenign> Benign);

/// <summary>One source that was left out: how many of its positives reach the thresholds of 1 % and 0.1 % of honest texts.</summary>
internal sealed record UnseenFold(string Source, string Head, long Positives, long AtOnePercent, long AtOneInThousand);

/// <summary>How many texts of an honest source reach the same thresholds.</summary>
internal sealed record UnseenBenign(string Source, long Texts, long AtOnePercent, long AtOneInThousand);
