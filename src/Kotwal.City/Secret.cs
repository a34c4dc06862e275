using System.ComponentModel;
using System.Globalization;

namespace Kotwal.City;

/// <summary>A setting that must not be seen: whoever prints it prints stars.</summary>
[TypeConverter(typeof(FromText))]
public sealed class Secret(string value)
{
    /// <summary>What it is; never log it.</summary>
    public string Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "***";

    private sealed class FromText : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => new Secret((string)value);
    }
}
