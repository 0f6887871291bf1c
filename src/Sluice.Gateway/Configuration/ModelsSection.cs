namespace Sluice.Gateway.Configuration;

/// <summary>Reads <c>Sluice:Models</c>.</summary>
internal static class ModelsSection
{
    public static ModelsOptions Read(SectionReader reader)
    {
        var models = new ModelsOptions();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var items = reader.Items(nameof(models.Aliases)).Select(item => (Item: item, Name: item.Text(nameof(ModelAliasOptions.Name)) ?? "", Model: item.Text(nameof(ModelAliasOptions.Model)) ?? "")).ToList();
        foreach ((SectionReader item, string name, string model) in items)
        {
            if (name.Length == 0 || !names.Add(name))
                item.Error(nameof(ModelAliasOptions.Name), name.Length == 0 ? "is missing" : $"\"{name}\" stands here twice");
            if (model.Length == 0)
                item.Error(nameof(ModelAliasOptions.Model), "is missing");
            else if (items.Exists(i => i.Name.Equals(model, StringComparison.OrdinalIgnoreCase)))
                item.Error(nameof(ModelAliasOptions.Model), $"\"{model}\" is an alias itself; name the model");
            item.RefuseUnknown();
            models.Aliases.Add(new ModelAliasOptions { Name = name, Model = model });
        }

        reader.RefuseUnknown();
        return models;
    }
}
