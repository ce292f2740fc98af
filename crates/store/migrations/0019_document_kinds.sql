-- The class of a document has room for sixteen kinds of document where it had one bit: invoice/class.rs. Its currency moves
-- up; kind, position and deletion keep their places.
update invoice set class = class / 128 * 1024 + class % 128;
-- Below zero on the way, so that no row comes to where another still is.
update tally set class = -(class / 128 * 1024 + class % 128) - 1;
update tally set class = -class - 1;
