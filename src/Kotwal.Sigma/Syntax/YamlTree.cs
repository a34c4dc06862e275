using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kotwal.Sigma.Syntax;

/// <summary>Reads YAML documents to nodes that know their places, within limits, and never throws on text.</summary>
internal sealed class YamlTree
{
    private readonly SigmaLimits limits;
    private readonly Dictionary<AnchorName, YamlNode> anchors = [];
    private readonly Parser parser;
    private int nodes;

    private YamlTree(string text, SigmaLimits limits)
    {
        this.limits = limits;

        // A mark of byte order is no part of the text, and the parser takes it for some before '---'.
        parser = new Parser(new StringReader(text is ['\uFEFF', .. var rest] ? rest : text));
    }

    /// <summary>The documents before the first fault.</summary>
    public List<YamlNode> Documents { get; } = [];

    /// <summary>The first fault, after which nothing more is read; null when the text was read whole.</summary>
    public (SourcePosition At, string Reason)? Fault { get; private set; }

    public static YamlTree Read(string text, SigmaLimits limits)
    {
        var tree = new YamlTree(text.Length <= limits.MaxTextLength ? text : "", limits);
        if (text.Length > limits.MaxTextLength)
        {
            tree.Fault = (new(1, 1), $"The text is longer than {limits.MaxTextLength} characters.");
            return tree;
        }

        tree.ReadDocuments();
        return tree;
    }

    private void ReadDocuments()
    {
        try
        {
            while (Fault is null && parser.MoveNext())
            {
                if (parser.Current is not DocumentStart)
                {
                    continue;
                }

                anchors.Clear();
                parser.MoveNext();
                if (ReadNode(depth: 0) is { } document)
                {
                    Documents.Add(document);
                }

                if (Documents.Count > limits.MaxDocuments)
                {
                    Fail(YamlParts.PlaceOf(parser.Current!.Start), $"The text has more than {limits.MaxDocuments} documents.");
                }
            }
        }
        catch (YamlException fault)
        {
            var message = (fault.InnerException?.Message ?? fault.Message).TrimEnd('.');
            Fail(YamlParts.PlaceOf(fault.Start), $"This is not valid YAML: {message}.");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // On some broken texts the parser fails in ways of its own, for example with an InvalidOperationException.
            Fail(parser.Current is { } last ? YamlParts.PlaceOf(last.End) : new(1, 1), "This is not valid YAML.");
        }
    }

    private YamlNode? ReadNode(int depth)
    {
        var current = parser.Current!;
        var at = YamlParts.PlaceOf(current.Start);
        if (++nodes > limits.MaxNodes)
        {
            return Fail(at, $"The text has more than {limits.MaxNodes} YAML nodes, aliases counted in full.");
        }

        if (depth > limits.MaxDepth)
        {
            return Fail(at, $"The YAML is nested deeper than {limits.MaxDepth} levels.");
        }

        var node = current switch
        {
            Scalar scalar => YamlParts.ScalarOf(scalar, at),
            SequenceStart => ReadList(at, depth),
            MappingStart => ReadMap(at, depth),
            AnchorAlias alias => Resolve(alias, at),
            _ => Fail(at, $"A YAML node was expected, not {current.GetType().Name}."),
        };
        if (node is not null && current is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            anchors[anchored.Anchor] = node;
        }

        return node;
    }

    private YamlList? ReadList(SourcePosition at, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        var size = 1;
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            if (ReadNode(depth + 1) is not { } item)
            {
                return null;
            }

            size += item.Size;
            items.Add(item);
        }

        return new(items.ToImmutable(), at, size);
    }

    private YamlMap? ReadMap(SourcePosition at, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var merged = new List<YamlEntry>();
        var size = 1;
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            if (ReadNode(depth + 1) is not { } key)
            {
                return null;
            }

            if (key is not YamlScalar name)
            {
                Fail(key.At, "A key must be a plain text, not a map or a list.");
                return null;
            }

            parser.MoveNext();
            if (ReadNode(depth + 1) is not { } value)
            {
                return null;
            }

            size += 1 + value.Size;
            if (name is { IsPlain: true, Text: "<<" })
            {
                YamlParts.Merge(value, merged);
            }
            else if (keys.Add(name.Text))
            {
                entries.Add(new(name, value));
            }
            else
            {
                Fail(name.At, $"The key '{name.Text}' stands twice in the same map, so that one of the two would be lost.");
                return null;
            }
        }

        entries.AddRange(merged.Where(entry => keys.Add(entry.Key.Text)));
        return new(entries.ToImmutable(), at, size);
    }

    private YamlNode? Resolve(AnchorAlias alias, SourcePosition at)
    {
        if (!anchors.TryGetValue(alias.Value, out var node))
        {
            return Fail(at, $"The alias '*{alias.Value}' names no anchor before it.");
        }

        nodes += node.Size;
        return nodes > limits.MaxNodes
            ? Fail(at, $"The text has more than {limits.MaxNodes} YAML nodes, aliases counted in full.")
            : node;
    }

    private YamlNode? Fail(SourcePosition at, string reason)
    {
        Fault ??= (at, reason);
        return null;
    }
}
