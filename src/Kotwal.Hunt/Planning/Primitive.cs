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
    HoldsWords, // text, phrase that is computed for each row
    Like, // text, pattern of LIKE with a backslash as its escape
    Lower,
    Upper,
    Length,
    Concat,
    ConcatBetween, // delimiter, then values
    CountOf, // text, part
    Substring, // text, start from zero or from the end, length
    SubstringFrom,
    IndexOf, // text, part
    IndexOfFrom, // text, part, start
    Replace, // text, part, other
    Reverse,
    Extract, // text, regular expression, group
    ExtractAll,
    ReplaceRegex, // text, regular expression, other
    Base64Decode,
    Base64Encode,
    UrlDecode,
    UrlEncode,
    Sha256,
    Md5,

    // Lists
    LowerItems,
    Split, // text, delimiter
    ItemAlone, // list, place from one: the item as a list

    ItemAt, // list, place from one, or from the end where it is negative

    ItemAtPlace, // list, place from zero, or from the end where it is negative

    // Documents
    MemberAtPlace, // document, place
    MemberNamed, // document, name
    ParseDocument,
    DocumentOf, // list, number or truth
    Member, // document, JSON Pointer
    TextOfDocument,
    TextsOfDocument, // the items of an array, as texts
    KeysOfDocument,
    LengthOfDocument,
    PackDocument, // name, document, name, document and so on
    CountOfItems,
    JoinItemsBy, // list, delimiter

    // Rows of lists: where one stands, it is a column of its own, and several of one SELECT go side by side.
    Unnest,
    CountOfRows, // how many rows a list makes
    Places, // numbers of rows: a row for each place of the most
    ItemsOfDocument,
    PairsOfDocument,
    FirstItems, // list, most items

    // Series
    ListInOrder, // aggregate: value, what orders it
    JoinLists,
    PlacesBetween, // first, end, most
    Anomalies, // series, threshold, seasonality, trend, points left out of the fit, lower part: flags, scores and baseline

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
    Absolute,
    Round, // number, digits
    Ceiling,
    SquareRoot,
    NaturalLogarithm,
    Logarithm10,
    Logarithm2,
    Power, // number, exponent
    Least,
    Greatest,

    // The calendar, in UTC
    StartOfDay,
    StartOfWeek,
    StartOfMonth,
    StartOfYear,
    EndOfDay,
    DayOfWeek, // microseconds since Sunday's midnight, in whole days
    HourOfDay,
    DayOfMonth,
    MonthOfYear,
    Year,
    TimeDifference, // unit, from, to
    AddUnits, // time, count, unit
    PartOfTime, // part, time
    TimeOfSeconds,
    FormatTime, // time, pattern of strftime

    // From one type to another; what cannot be read is NULL.
    TextOf,
    TextOfTime,
    TextOfTruth,
    NumberOf,
    WholeOf,
    WholeOfNumber,
    TimeOf,
    TruthOf,
    IsNotZero,
    JoinItems,
    Seconds, // a duration as seconds

    // Absence
    IsAbsent,
    IsPresent,
    HasItems,
    OrEmpty,
    NullIfEmpty,
    Coalesce,
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
    AverageWhere, // value, condition
    Deviation,
    DeviationWhere,
    Variance,
    Min,
    MinWhere, // value, condition
    Max,
    MaxWhere,
    Percentile, // value, 0 to 1
    SetOf, // value, most items
    ListOf,
    SetWhere, // value, most items, condition
    ListWhere,
    AnyValue,
    AnyValueWhere, // value, condition
    ArgMax, // value, key
    ArgMin,
}
