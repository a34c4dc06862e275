namespace Kotwal.Hunt.Planning;

/// <summary>Names of types, as errors say them.</summary>
internal static class TypeNames
{
    public static string Of(Scalar value) => value switch
    {
        ConstantScalar { Value: string } => "this text",
        { IsList: true } => "a list",
        _ => value.Type switch
        {
            HuntType.Whole or HuntType.Fraction => "a number",
            HuntType.Truth => "true or false",
            HuntType.Time => "a time",
            HuntType.Duration => "a duration",
            HuntType.Map => "a map",
            HuntType.Document => "a document",
            _ => "a text",
        },
    };

    /// <summary>What would have fitted the side whose type decides.</summary>
    public static string Wanted(Scalar left, Scalar right)
    {
        if (left.Type == HuntType.Time || right.Type == HuntType.Time)
        {
            return $"a time such as datetime({Syntax.TimeText.Shown.Split(',')[0]}) or ago(1h)";
        }

        if (left.Type == HuntType.Duration || right.Type == HuntType.Duration)
        {
            return "a duration such as 5m";
        }

        return left.IsNumber || right.IsNumber ? "a number" : "true or false";
    }
}
