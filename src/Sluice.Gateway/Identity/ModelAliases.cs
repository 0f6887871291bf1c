using System.Collections.Frozen;
using Sluice.Gateway.Configuration;

namespace Sluice.Gateway.Identity;

/// <summary>What names of models stand for.</summary>
public sealed class ModelAliases
{
    /// <summary>Gemini's clients name a model with or without the collection that it stands in.</summary>
    private const string Collection = "models/";

    private readonly FrozenDictionary<string, string> _models;

    internal ModelAliases(ModelsOptions options) => _models = options.Aliases.DistinctBy(a => a.Name, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(a => a.Name, a => a.Model, StringComparer.OrdinalIgnoreCase);

    /// <summary>The model that a name stands for: itself where it is no alias.</summary>
    public string Resolve(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string plain = name.StartsWith(Collection, StringComparison.OrdinalIgnoreCase) ? name[Collection.Length..] : name;
        return _models.GetValueOrDefault(plain, plain);
    }
}
