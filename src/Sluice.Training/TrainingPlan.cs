using Sluice.Inspection.Detection.Models;
using Sluice.Training.Evaluation;
using Sluice.Training.Pool;

namespace Sluice.Training;

/// <summary>What a model is trained on, and what becomes of it.</summary>
internal abstract class TrainingPlan
{
    /// <summary>The model's name on the command line and in reports.</summary>
    public abstract string Name { get; }

    /// <summary>Where the model goes, from the top of the repository; its provenance goes beside it.</summary>
    public abstract string Output { get; }

    /// <summary>Names of the heads, at most <see cref="LinearModel.MaxHeads"/>.</summary>
    public abstract IReadOnlyList<string> Heads { get; }

    /// <summary>Two to the power of this many buckets.</summary>
    public virtual int Bits => LinearModel.MaxBits;

    /// <summary>The lexicon, or null.</summary>
    public virtual ConceptLexicon? Lexicon => null;

    /// <summary>For each <see cref="FeatureFamily"/> how long its vector is; 0 leaves it out.</summary>
    public virtual IReadOnlyList<float> FamilyLengths => [1, 1, 1, 0.5f];

    /// <summary>What evaluations ask: each head by itself, unless a plan says otherwise.</summary>
    public virtual IReadOnlyList<EvaluatedQuestion> Questions => [.. Heads.Select((h, i) => new EvaluatedQuestion(h, [i]))];

    /// <summary>Honest sources that evaluations make long requests of; none to leave that out.</summary>
    public virtual IReadOnlyList<string> LongSources => [];

    /// <summary>Where evaluations write their figures, from the top of the repository, or null.</summary>
    public virtual string? Report => null;

    /// <summary>See <see cref="Calibration.Growth"/>.</summary>
    public virtual float Growth => 1;

    /// <summary>How the weights are found.</summary>
    public virtual FittingOptions Fitting => new();

    /// <summary>The allow-list: no other source of the pool is read. Those that may not be trained on say so.</summary>
    public abstract IReadOnlyList<TrainingSource> Sources { get; }

    /// <summary>Rows that the project writes itself.</summary>
    public virtual IEnumerable<TrainingRow> OwnRows() => [];
}

/// <summary>A source of the pool that a plan reads.</summary>
/// <param name="File">File of the pool, without its ending.</param>
/// <param name="Source">The rows' source.</param>
/// <param name="Licence">The licence, or why there is none that lets us train.</param>
/// <param name="Fold">What is left out together in evaluations; sources of one origin share a fold.</param>
/// <param name="Label">The labels of a row, or null to leave it out.</param>
internal sealed record TrainingSource(string File, string Source, string Licence, int Fold, Func<PoolRow, HeadLabels?> Label)
{
    /// <summary>False: rows are only evaluated on, as the licence allows no more.</summary>
    public bool Trains { get; init; } = true;

    /// <summary>What a row weighs in training.</summary>
    public float Weight { get; init; } = 1;

    /// <summary>Most rows taken, the first ones after a shuffle with the seed; 0 for all.</summary>
    public int Most { get; init; }
}

/// <summary>What a text is to each head: 1 what it looks for, -1 what it must leave alone, 0 nothing to learn from.</summary>
internal readonly record struct HeadLabels(sbyte First, sbyte Second = 0, sbyte Third = 0, sbyte Fourth = 0)
{
    public sbyte this[int head] => head switch { 0 => First, 1 => Second, 2 => Third, _ => Fourth };
}

/// <summary>A text to learn from or to evaluate on.</summary>
/// <param name="Text">The text.</param>
/// <param name="Source">Where it is from.</param>
/// <param name="Fold">What is left out together; negative for what is in every training.</param>
/// <param name="Labels">What it is to each head.</param>
/// <param name="Weight">What it weighs in training; 0 for what is only evaluated on.</param>
/// <param name="Channel"><c>tool</c>, <c>system</c>, or empty for a prompt.</param>
internal sealed record TrainingRow(string Text, string Source, int Fold, HeadLabels Labels, float Weight = 1, string Channel = "");
