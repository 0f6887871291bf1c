using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sluice.Gateway.Configuration.Schema;

/// <summary>The summaries of options, as the compiler writes them into the documentation file beside each assembly: what is said of a key is said once, in the code.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, string> _summaries = new(StringComparer.Ordinal);

    /// <exception cref="IOException">A documentation file is not there.</exception>
    public DocComments(params ReadOnlySpan<Assembly> assemblies)
    {
        foreach (Assembly assembly in assemblies)
        {
            XDocument file = XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml"));
            foreach (XElement member in file.Descendants("member"))
            {
                if (member.Element("summary") is { } summary)
                    _summaries[member.Attribute("name")!.Value] = Plain(summary);
            }
        }
    }

    /// <summary>What is said of a property, or else of its type; null where nothing is.</summary>
    public string? Of(PropertyInfo property) =>
        _summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}") ?? _summaries.GetValueOrDefault($"T:{property.PropertyType.FullName}");

    /// <summary>Text alone, on one line; a reference is the name that it ends with.</summary>
    private static string Plain(XElement summary)
    {
        foreach (XElement reference in summary.Descendants("see").ToList())
            reference.ReplaceWith(reference.Attribute("cref")!.Value.Split('.', ':')[^1]);
        return Space().Replace(summary.Value.Trim(), " ");
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Space();
}
