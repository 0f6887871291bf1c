namespace Sluice.Inspection.Detection.Judging;

/// <summary>Receives what a classifier finds in one text. Reused; not thread-safe.</summary>
public sealed class FindingList
{
    private readonly List<Finding> _findings = [];

    public int Count => _findings.Count;

    public Finding this[int index] => _findings[index];

    /// <summary>Adds a finding that is the whole text.</summary>
    /// <param name="label">Index of the classifier's label.</param>
    /// <param name="score">1 − the rate of honest requests that score as high: 0.99 for one in a hundred, 0.999 for one in a thousand; 1 for what is certain. 0 to 1.</param>
    public void Add(int label, double score) => _findings.Add(new Finding(label, score, 0, -1));

    /// <summary>Adds a finding that is a stretch of the text.</summary>
    /// <param name="label">Index of the classifier's label.</param>
    /// <param name="score">As above.</param>
    /// <param name="start">First unit in <see cref="JudgedText.Text"/>.</param>
    /// <param name="length">Units; at least 1.</param>
    public void Add(int label, double score, int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        _findings.Add(new Finding(label, score, start, length));
    }

    public void Clear() => _findings.Clear();
}

/// <summary>One finding. Never holds the text.</summary>
/// <param name="Label">Index of the classifier's label.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="Start">First unit.</param>
/// <param name="Length">Units, or -1 for the whole text.</param>
public readonly record struct Finding(int Label, double Score, int Start, int Length);
