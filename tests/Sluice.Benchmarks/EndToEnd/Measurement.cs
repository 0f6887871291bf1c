namespace Sluice.Benchmarks.EndToEnd;

/// <summary>One figure of one target in one round.</summary>
internal readonly record struct Measurement(string Figure, string Target, int Round, double Value);

/// <summary>All figures of a run. Ratios are made of figures of the same round only, which were taken seconds apart.</summary>
internal sealed class Measurements
{
    private readonly List<Measurement> _all = [];

    public int Good { get; private set; }

    public int Bad { get; private set; }

    public string? FirstBad { get; private set; }

    public void Add(string figure, Target target, int round, double value) => _all.Add(new Measurement(figure, target.Name, round, value));

    public void Count(LoadResult result, Target target)
    {
        Good += result.Good;
        Bad += result.Bad;
        if (result.FirstBad is { } bad)
            FirstBad ??= $"{target.Name}: {bad}";
    }

    public double[] Values(string figure, Target target) => [.. _all.Where(m => m.Figure == figure && m.Target == target.Name).Select(m => m.Value)];

    public double[] Ratios(string figure, Target target, Target to) =>
    [
        .. from one in _all
           join other in _all on one.Round equals other.Round
           where one.Figure == figure && other.Figure == figure && one.Target == target.Name && other.Target == to.Name && other.Value > 0
           select one.Value / other.Value,
    ];
}
