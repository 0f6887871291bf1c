namespace Sluice.Benchmarks.EndToEnd;

/// <summary>What a load client saw, printed as one line of JSON.</summary>
public sealed record LoadResult
{
    /// <summary>Answers that were right: status 200, whole, the expected text and end.</summary>
    public int Good { get; init; }

    public int Bad { get; init; }

    /// <summary>The first thing that was wrong, or null.</summary>
    public string? FirstBad { get; init; }

    public double Seconds { get; init; }

    /// <summary>Events of streams.</summary>
    public int Events { get; init; }

    /// <summary>From a request's first byte to its answer's end (requests) or to its first delta (streams), median, in microseconds.</summary>
    public double FirstP50 { get; init; }

    public double FirstP99 { get; init; }

    /// <summary>From the sending of a delta by the upstream to its arrival, in microseconds.</summary>
    public double DelayP50 { get; init; }

    public double DelayP99 { get; init; }
}
