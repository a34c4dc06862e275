namespace Kotwal.Hunt.Planning;

/// <summary>What a dialect of SQL must be able to compute. The comments name arguments where their order is not plain.</summary>
internal enum Primitive
{
    // Comparisons: both sides of one kind.
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In, // value, then candidates

    // Text
    Contains,
    StartsWith,
    EndsWith,
    Matches, // text, regular expression
    Like, // text, pattern of LIKE with a backslash as its escape
    Lower,
    Upper,
    Length,
    Concat,
    CountOf, // text, part

    // Numbers and times
    Add,
    Subtract,
    Multiply,
    Divide,
    WholeDivide,
    Remainder,
    FloorWhole, // value, size
    FloorFraction,
    FloorTime, // time, microseconds
    AddTime, // time, microseconds
    SubtractTime,
    TimeBetween, // microseconds from the second to the first

    // From one type to another; what cannot be read is NULL.
    TextOf,
    TextOfTime,
    TextOfTruth,
    NumberOf,
    WholeOf,
    WholeOfNumber,
    TimeOf,
    TruthOf,
    JoinItems,
    Seconds, // a duration as seconds

    // Absence
    IsAbsent,
    IsPresent,
    HasItems,
    OrEmpty,
    IsTrue,
    If, // condition, value, other value

    // Addresses: as a number, or as 32 hexadecimal digits that sort like the address.
    Ipv4Number,
    Ipv6Key,

    // Aggregates
    CountRows,
    CountWhere,
    CountDistinct,
    CountDistinctWhere,
    Sum,
    SumWhole,
    SumWhere,
    SumWholeWhere,
    Average,
    Deviation,
    Min,
    Max,
    Percentile, // value, 0 to 1
    SetOf, // value, most items
    ListOf,
    AnyValue,
    ArgMax, // value, key
    ArgMin,
}
