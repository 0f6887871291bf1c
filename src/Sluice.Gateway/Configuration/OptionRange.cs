using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Sluice.Gateway.Configuration;

/// <summary>The bounds that stand on an option.</summary>
internal static class OptionRange
{
    public static (long Least, long Most) Of<T>(string property) => Of(typeof(T).GetProperty(property)!);

    public static (long Least, long Most) Of(PropertyInfo property)
    {
        RangeAttribute range = property.GetCustomAttribute<RangeAttribute>() ?? throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name} has no bounds.");
        return (Convert.ToInt64(range.Minimum, CultureInfo.InvariantCulture), Convert.ToInt64(range.Maximum, CultureInfo.InvariantCulture));
    }
}
