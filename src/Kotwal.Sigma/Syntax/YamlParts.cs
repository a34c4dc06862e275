using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kotwal.Sigma.Syntax;

/// <summary>What scalars, merge keys and places of the parser are to us.</summary>
internal static class YamlParts
{
    public static YamlScalar ScalarOf(Scalar scalar, SourcePosition at)
    {
        var quotes = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        var isVerbatim = scalar.Style is ScalarStyle.Plain or ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted
            && scalar.Start.Line == scalar.End.Line
            && scalar.End.Column - scalar.Start.Column == scalar.Value.Length + (2 * quotes);
        var isPlain = scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific || IsCoreTag(scalar.Tag.Value));
        return new(scalar.Value, isPlain, at, isVerbatim ? new(at.Line, at.Column + quotes) : null);
    }

    private static bool IsCoreTag(string tag) =>
        tag is "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null";

    /// <summary>The merge key of YAML 1.1: entries of the named maps that the map itself does not have.</summary>
    public static void Merge(YamlNode value, List<YamlEntry> merged)
    {
        if (value is YamlMap map)
        {
            merged.AddRange(map.Entries);
        }
        else if (value is YamlList list)
        {
            merged.AddRange(list.Items.OfType<YamlMap>().SelectMany(item => item.Entries));
        }
    }

    public static SourcePosition PlaceOf(Mark mark) =>
        new((int)Math.Clamp(mark.Line, 1, int.MaxValue), (int)Math.Clamp(mark.Column, 1, int.MaxValue));
}
