namespace Sluice.Inspection.Matching.Automata;

/// <summary>Numbers the sets of contexts that can end at one position. How many there are is a property of the rules, not of the texts.</summary>
internal sealed class ContextSets
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<int[]> _sets = [[]];

    public int Intern(int[] contexts)
    {
        if (contexts.Length == 0) return 0;
        string key = string.Join(',', contexts);
        lock (_gate)
        {
            if (_ids.TryGetValue(key, out int id)) return id;
            _sets.Add(contexts);
            return _ids[key] = _sets.Count - 1;
        }
    }

    public int[] Contexts(int id)
    {
        lock (_gate) return _sets[id];
    }
}
