using System.ComponentModel.DataAnnotations;

namespace Sluice.Gateway.Configuration;

/// <summary>What models are called.</summary>
public sealed class ModelsOptions
{
    /// <summary>Other names of models. A scope is judged by what a name stands for; a provider that knows the other name gets it as the caller spelled it.</summary>
    public List<ModelAliasOptions> Aliases { get; set; } = [];
}

/// <summary>Another name of a model.</summary>
public sealed class ModelAliasOptions
{
    /// <summary>The other name; case does not matter.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>The model that it stands for; not an alias itself.</summary>
    [Required]
    public string Model { get; set; } = "";
}
