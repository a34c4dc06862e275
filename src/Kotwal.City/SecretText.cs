using System.ComponentModel;
using System.Globalization;

namespace Kotwal.City;

/// <summary>A setting that nobody may see. It hides itself from logs, errors and JSON; who needs it calls <see cref="Reveal"/>.</summary>
[TypeConverter(typeof(SecretTextConverter))]
public sealed class SecretText(string text)
{
    /// <summary>The secret itself.</summary>
    public string Reveal() => text;

    /// <inheritdoc/>
    public override string ToString() => "(hidden)";
}

/// <summary>Lets settings be read into a <see cref="SecretText"/>.</summary>
internal sealed class SecretTextConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? new SecretText(text) : null;
}
