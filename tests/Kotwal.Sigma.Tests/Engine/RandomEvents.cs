using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;

namespace Kotwal.Sigma.Tests.Engine;

/// <summary>A number of a JSON document in a way of writing it.</summary>
internal sealed record Written(string Text)
{
    public override string ToString() => Text;
}

/// <summary>Events at random: a few fields with texts, numbers in all their spellings, truth values, null and lists.</summary>
internal static class RandomEvents
{
    private static readonly Gen<object?> Scalar = Gen.Frequency<object?>(
        (8, Gen.OneOf(RandomRules.Pieces).Array[0, 5].Select(pieces => (object?)string.Concat(pieces))),
        (1, Gen.OneOf("a longer literal\\cmd.exe", "C:\\Windows\\cmd.exe -enc ", "another literal of some length and more of it behind it, YABhAGIA YWI=").Select(text => (object?)text)),
        (2, Gen.OneOf("3", "3.0", "16", "1e1", "10", "-0", "0", "0.30e1", "12345678901234567890123456789012").Select(text => (object?)new Written(text))),
        (1, Gen.OneOf<object?>(true, false, null, new ObjectValue())));

    /// <summary>Names and values; a name may stand twice.</summary>
    public static readonly Gen<(string Field, object? Value)[]> Fields = Gen.Select(
        Gen.OneOf("A", "B", "C", "D", "E"),
        Gen.Frequency((6, Scalar), (1, Scalar.Array[0, 3].Select(list => (object?)list)))).Array[0, 6];

    /// <summary>The event as JSON, with as many escapes as possible or as few.</summary>
    public static byte[] ToJson((string Field, object? Value)[] fields, bool isEscaped)
    {
        using var memory = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = isEscaped ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, Indented = isEscaped };
        using (var writer = new Utf8JsonWriter(memory, options))
        {
            writer.WriteStartObject();
            foreach (var (field, value) in fields)
            {
                writer.WritePropertyName(field);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return memory.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case object?[] list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case Written number:
                writer.WriteRawValue(Encoding.ASCII.GetBytes(number.Text), skipInputValidation: true);
                break;
            case ObjectValue:
                writer.WriteStartObject();
                writer.WriteEndObject();
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
