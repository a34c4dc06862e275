using System.Collections.Immutable;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Functions;

/// <summary>Functions that take a value to another type. What cannot be read there is absent.</summary>
internal static class ConversionFunctions
{
    public static ImmutableArray<HuntFunction> All { get; } =
    [
        Of("toint(value)", "The value as a whole number, its fraction cut; absent where it is none.",
            "where toint(http.response.status_code) >= 500", Conversion.ToWhole),
        Of("tolong(value)", "The same as toint.", "extend size = tolong(file.size) | where size > 1000", Conversion.ToWhole),
        Of("todouble(value)", "The value as a floating-point number; absent where it is none.",
            "extend score = todouble(risk.score) | where score > 7.5", Conversion.ToFraction),
        Of("toreal(value)", "The same as todouble.", "extend score = toreal(risk.score) | summarize avg(score)", Conversion.ToFraction),
        Of("tobool(value)", "The value as true or false; absent where it is neither. A number is true unless it is zero.",
            "where tobool(tls.established)", Conversion.ToTruthOrNull),
        Of("todatetime(value)", "The value read as a time; absent where it is none.",
            "extend started = todatetime(process.start) | where started > ago(1d)",
            value => Conversion.ToTime(value) ?? new NullScalar(HuntType.Time)),
    ];

    private static HuntFunction Of(string signature, string meaning, string example, Func<Scalar, Scalar> convert) =>
        new(signature, meaning, example, 1, 1, call => convert(call.Arguments[0]));
}
