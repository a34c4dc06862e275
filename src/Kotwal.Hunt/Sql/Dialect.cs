using System.Collections.Frozen;
using Kotwal.Hunt.Planning;

namespace Kotwal.Hunt.Sql;

/// <summary>How one engine writes what differs between engines. Templates are those of <see cref="SqlTemplate"/>.</summary>
internal abstract class Dialect
{
    /// <summary>What people call the engine.</summary>
    public abstract string Name { get; }

    /// <summary>How each primitive is computed over single values.</summary>
    public abstract FrozenDictionary<Primitive, string> Templates { get; }

    /// <summary>List, name of its item, predicate: true when the predicate holds for at least one item.</summary>
    public abstract string AnyItem { get; }

    /// <summary>List, rows of one column: true when an item is among them.</summary>
    public abstract string AnyItemAmong { get; }

    /// <summary>Rows of one column: their different values as a list, without items where there are none.</summary>
    public abstract string ListOfRows { get; }

    /// <summary>First, last and step: rows of whole numbers, called n; null where there are none.</summary>
    public abstract string? Steps { get; }

    /// <summary>A point in time from microseconds.</summary>
    public abstract string Time { get; }

    /// <summary>A document from text; null where there are none.</summary>
    public abstract string? Document { get; }

    /// <summary>No value of a type.</summary>
    public abstract string Nothing { get; }

    /// <summary>No list, of a type of lists.</summary>
    public abstract string NoItems { get; }

    /// <summary>No map, of a type of maps.</summary>
    public abstract string NoMap { get; }

    public abstract string SemiJoin { get; }

    public abstract string AntiJoin { get; }

    /// <summary>The template of a call; null where the engine cannot compute it as it is meant.</summary>
    public virtual string? TemplateOf(CallScalar call) => Templates.GetValueOrDefault(call.Primitive);

    /// <summary>Arguments, order of the rows: a value that depends on where a row stands; null where the engine has none that is meant.</summary>
    public abstract string? WindowOf(WindowFunction window);

    /// <summary>What a person calls that which the engine cannot compute.</summary>
    public virtual string LackOf(CallScalar call) => call.Primitive.ToString();

    /// <summary>A parameter in the text.</summary>
    public abstract string Parameter(object value, int number);

    /// <summary>The type of an absent value.</summary>
    public abstract string TypeName(NullScalar absent);
}
