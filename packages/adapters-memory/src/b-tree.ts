import sortedBTree from 'sorted-btree';

// The package is CommonJS: under Node's ESM its class is the default export's `default`.
export const BTree = sortedBTree.default;
export type BTree<K, V> = sortedBTree.default<K, V>;
