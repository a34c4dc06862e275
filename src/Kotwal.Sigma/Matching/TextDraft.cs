using System.Text;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>A text value on its way through the modifiers: one or more variants of which any may match.</summary>
internal sealed class TextDraft(string text, bool hasPlaceholders)
{
    private const int MostDashVariants = 3_125;

    private readonly string marked = hasPlaceholders ? Placeholders.Mark(text) : text;
    private List<List<Piece>> variants = [[.. Placeholders.PiecesOf(hasPlaceholders ? Placeholders.Mark(text) : text)]];

    public bool IsCased { get; private set; }

    /// <summary>True once the value says itself where in the field it is looked for.</summary>
    public bool IsPlaced { get; private set; }

    /// <summary>Applies a modifier; says why when it cannot.</summary>
    public string? Apply(SigmaModifier modifier, Placeholders placeholders)
    {
        switch (modifier)
        {
            case SigmaModifier.Contains:
                Place(before: true, behind: true);
                return null;
            case SigmaModifier.StartsWith:
                Place(before: false, behind: true);
                return null;
            case SigmaModifier.EndsWith:
                Place(before: true, behind: false);
                return null;
            case SigmaModifier.Cased:
                IsCased = true;
                return null;
            case SigmaModifier.Windash:
                variants = [.. variants.Select(variant => Windash.Split(variant).ToList())];
                return null;
            case SigmaModifier.Expand:
                return Expand(placeholders);
            default:
                return Encode(modifier);
        }
    }

    public void Place(bool before, bool behind)
    {
        IsPlaced = true;
        foreach (var variant in variants)
        {
            if (before)
            {
                variant.Insert(0, Piece.AnyRun);
            }

            if (behind)
            {
                variant.Add(Piece.AnyRun);
            }
        }
    }

    public IEnumerable<ValueTest> Tests() => variants.Select(variant => new TextTest(variant, IsCased, PatternOf(variant)));

    private string? Expand(Placeholders placeholders)
    {
        if (Placeholders.FaultOf(marked) is { } nameless)
        {
            return nameless;
        }

        var expanded = new List<List<Piece>>();
        foreach (var variant in variants)
        {
            List<List<Piece>> made = [[]];
            foreach (var piece in variant)
            {
                var fault = "";
                List<List<Piece>>? endings =
                    piece.Kind == PieceKind.Bytes ? placeholders.Expand(Encoding.UTF8.GetString(piece.Bytes), out fault) : [[piece]];
                if (endings is null || ((long)made.Count * endings.Count) + expanded.Count > Placeholders.MostVariants)
                {
                    return endings is null ? fault : Placeholders.TooMany;
                }

                made = [.. made.SelectMany(_ => endings, (begin, ending) => (List<Piece>)[.. begin, .. ending])];
            }

            expanded.AddRange(made);
        }

        variants = expanded;
        return null;
    }

    private string? Encode(SigmaModifier modifier)
    {
        if (SpellDashes() is { } tooMany)
        {
            return tooMany;
        }

        var isBase64 = modifier is SigmaModifier.Base64 or SigmaModifier.Base64Offset;
        var encoded = new List<List<Piece>>();
        foreach (var variant in variants)
        {
            if (variant.Any(piece => piece.Kind != PieceKind.Bytes))
            {
                if (isBase64)
                {
                    return $"'{PatternOf(variant)}' has wildcards, which '{modifier.ToString().ToLowerInvariant()}' cannot encode; escape them or take them away.";
                }

                encoded.Add([.. Encoding16.Apply(modifier, variant)]);
                continue;
            }

            var bytes = variant.SelectMany(piece => piece.Bytes).ToArray();
            encoded.AddRange(modifier switch
            {
                SigmaModifier.Base64 => [[Plain(Convert.ToBase64String(bytes))]],
                SigmaModifier.Base64Offset => Base64Offsets.Of(bytes).Where(text => text.Length > 0).Select(text => new List<Piece> { Plain(text) }),
                _ => (IEnumerable<List<Piece>>)[[.. Encoding16.Apply(modifier, [new(PieceKind.Bytes, bytes)])]],
            });
        }

        variants = encoded;
        return variants.Count == 0 ? "The value is empty or so short that nothing of it can be recognised in Base64." : null;
    }

    /// <summary>Writes dash pieces out, since an encoding cannot leave them open.</summary>
    private string? SpellDashes()
    {
        var spelled = new List<List<Piece>>();
        foreach (var variant in variants)
        {
            List<List<Piece>> made = [[]];
            foreach (var piece in variant)
            {
                IEnumerable<Piece> choices = piece.Kind == PieceKind.Dash ? Windash.All.Select(dash => new Piece(PieceKind.Bytes, dash)) : [piece];
                made = [.. made.SelectMany(_ => choices, (begin, choice) => (List<Piece>)[.. begin, choice]).Take(MostDashVariants + 1)];
            }

            spelled.AddRange(made);
            if (made.Count > MostDashVariants)
            {
                return $"'windash' before an encoding makes more than {MostDashVariants} values of this one.";
            }
        }

        variants = spelled;
        return null;
    }

    private static Piece Plain(string text) => new(PieceKind.Bytes, Encoding.ASCII.GetBytes(text));

    private static string PatternOf(List<Piece> variant) => string.Concat(variant.Select(piece => piece.Kind switch
    {
        PieceKind.AnyOne => "?",
        PieceKind.AnyRun => "*",
        PieceKind.Dash => "-",
        _ => Encoding.UTF8.GetString(piece.Bytes),
    }));
}
