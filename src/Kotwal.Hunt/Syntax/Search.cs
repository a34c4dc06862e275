using System.Collections.Immutable;

namespace Kotwal.Hunt.Syntax;

/// <summary>What was typed into the search bar, as data.</summary>
internal abstract record Search(TextSpan Span);

/// <summary>Fits every event.</summary>
internal sealed record SearchAll(TextSpan Span) : Search(Span);

/// <summary>Parts that must all, or of which at least one must, fit.</summary>
internal sealed record SearchLogic(bool IsAnd, ImmutableArray<Search> Parts, TextSpan Span) : Search(Span);

/// <summary>Fits what the part does not.</summary>
internal sealed record SearchNot(Search Part, TextSpan Span) : Search(Span);

/// <summary>A word or phrase in the fields that words search.</summary>
internal sealed record SearchPhrase(string Text, TextSpan Span) : Search(Span);

/// <summary>A word with <c>*</c> or <c>?</c> in the fields that words search.</summary>
internal sealed record SearchPattern(string Pattern, TextSpan Span) : Search(Span);

/// <summary>A field that has any value.</summary>
internal sealed record SearchExists(string Field, TextSpan Span) : Search(Span);

/// <summary>A field that has the value.</summary>
internal sealed record SearchValue(string Field, string Value, bool IsQuoted, TextSpan ValueSpan, TextSpan Span) : Search(Span);

/// <summary>A field whose value fits a pattern with <c>*</c> or <c>?</c>.</summary>
internal sealed record SearchValuePattern(string Field, string Pattern, TextSpan Span) : Search(Span);

/// <summary>A field whose value lies between two bounds; a bound that is missing is open.</summary>
internal sealed record SearchRange(string Field, SearchBound? Low, SearchBound? High, TextSpan Span) : Search(Span);

/// <summary>One end of a range.</summary>
internal sealed record SearchBound(string Value, bool IsIncluded, TextSpan Span);
